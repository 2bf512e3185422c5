package io.familygrocer.family.invite;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;

import io.familygrocer.family.family.Role;

/**
 * A new invite. Code and link are shown this once: only their hashes are kept.
 *
 * @param code 8 characters to read out: a secret
 * @param link to send: a secret
 */
public record InviteView(UUID id, String code, URI link, Role role, Instant expiresAt, int usesLeft) {

    static InviteView of(Invite invite, String code, URI link) {
        return new InviteView(invite.key.id(), code, link, invite.role, invite.expiresAt, invite.usesLeft);
    }

    @Override
    public String toString() {
        return "InviteView[" + id + "]";
    }
}
