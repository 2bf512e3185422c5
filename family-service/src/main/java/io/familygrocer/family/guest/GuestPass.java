package io.familygrocer.family.guest;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;

import io.familygrocer.family.family.FamilySnapshot;
import io.familygrocer.family.family.PassScope;

/** One list of a family for somebody without an account. It is made and ended under the lock of its family. */
@Entity
@Table(name = "guest_pass")
class GuestPass {

    @EmbeddedId
    Key key;

    @Column(name = "list_id", nullable = false)
    UUID listId;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    PassScope may;

    @Column(nullable = false)
    String label;

    /** Who issued it; null once they are erased. */
    @Column(name = "issued_by")
    UUID issuedBy;

    @Column(name = "created_at", nullable = false)
    Instant createdAt;

    @Column(name = "expires_at", nullable = false)
    Instant expiresAt;

    /** How many more devices may redeem it; those that have stay in when it is 0. */
    @Column(name = "uses_left", nullable = false)
    int usesLeft;

    /** When it was withdrawn, or found to have expired; null while the others think that it is open. */
    @Column(name = "ended_at")
    Instant endedAt;

    /** Whether the devices that have redeemed it may go on. */
    boolean isOpen(Instant now) {
        return endedAt == null && now.isBefore(expiresAt);
    }

    /** How the family's snapshot shows it. */
    FamilySnapshot.Pass snapshot() {
        return new FamilySnapshot.Pass(key.id(), listId, may, label, expiresAt);
    }

    /** The family first: it is what the data is sharded by. */
    @Embeddable
    record Key(@Column(name = "family_id") UUID familyId, UUID id) {}
}
