package io.familygrocer.family.invite;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;

import io.familygrocer.family.family.Role;

/** A way into a family. Whoever changes it holds the lock of its family. */
@Entity
@Table(name = "invite")
class Invite {

    @EmbeddedId
    Key key;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    Role role;

    @Column(name = "invited_by", nullable = false)
    UUID invitedBy;

    @Column(name = "created_at", nullable = false)
    Instant createdAt;

    @Column(name = "expires_at", nullable = false)
    Instant expiresAt;

    @Column(name = "uses_left", nullable = false)
    int usesLeft;

    /** Whose place in the family's histories whoever comes takes; null for anybody. */
    @Column(name = "placeholder_id")
    UUID placeholderId;

    @Column(name = "revoked_at")
    Instant revokedAt;

    /** Whether it still lets somebody in. */
    boolean isOpen(Instant now) {
        return revokedAt == null && usesLeft > 0 && now.isBefore(expiresAt);
    }

    /** The family first: it is what the data is sharded by. */
    @Embeddable
    record Key(@Column(name = "family_id") UUID familyId, UUID id) {}
}
