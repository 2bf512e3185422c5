package io.familygrocer.family.invite;

import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What an invite is found by: the keyed hash of its code or of its link's token. */
@Entity
@Table(name = "invite_key")
class InviteKey {

    @Id
    String hash;

    @Column(name = "family_id", nullable = false)
    UUID familyId;

    @Column(name = "invite_id", nullable = false)
    UUID inviteId;

    static InviteKey of(String hash, Invite invite) {
        var key = new InviteKey();
        key.hash = hash;
        key.familyId = invite.key.familyId();
        key.inviteId = invite.key.id();
        return key;
    }
}
