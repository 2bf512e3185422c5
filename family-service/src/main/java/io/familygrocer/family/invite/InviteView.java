package io.familygrocer.family.invite;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;

import io.familygrocer.family.door.DoorKeys.DoorKey;
import io.familygrocer.family.family.Role;
import io.familygrocer.family.qr.QrCode;

/**
 * An invite, as who may invite sees it.
 *
 * @param code 8 characters to read out: a secret; null where the invite is to a role above the caller's
 * @param link to send: a secret; null as {@code code}
 * @param qr the link as a QR code in SVG: a secret; null as {@code code}
 * @param placeholderId whose place in the family's histories who comes takes; null for anybody
 */
public record InviteView(
        UUID id,
        String code,
        URI link,
        String qr,
        Role role,
        Instant createdAt,
        Instant expiresAt,
        int usesLeft,
        UUID placeholderId) {

    /** {@code key} is null where the secrets are not to be shown. */
    static InviteView of(Invite invite, DoorKey key) {
        return new InviteView(
                invite.key.id(),
                key == null ? null : key.code(),
                key == null ? null : key.link(),
                key == null ? null : QrCode.svg(key.link().toString()),
                invite.role,
                invite.createdAt,
                invite.expiresAt,
                invite.usesLeft,
                invite.placeholderId);
    }

    @Override
    public String toString() {
        return "InviteView[" + id + "]";
    }
}
