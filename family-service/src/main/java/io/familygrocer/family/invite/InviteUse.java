package io.familygrocer.family.invite;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** Somebody has come by an invite; whoever leaves again needs another one to come back. */
@Entity
@Table(name = "invite_use")
class InviteUse {

    @EmbeddedId
    Key key;

    @Column(name = "used_at", nullable = false)
    Instant usedAt;

    static InviteUse of(Invite invite, UUID personId, Instant now) {
        var use = new InviteUse();
        use.key = new Key(invite.key.familyId(), invite.key.id(), personId);
        use.usedAt = now;
        return use;
    }

    /** The family first: it is what the data is sharded by. */
    @Embeddable
    record Key(
            @Column(name = "family_id") UUID familyId,
            @Column(name = "invite_id") UUID inviteId,
            @Column(name = "person_id") UUID personId) {}
}
