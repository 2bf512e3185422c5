package io.familygrocer.family.family;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;

/** Somebody in a family. */
@Entity
@Table(name = "member")
class Member {

    @EmbeddedId
    Key key;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    Role role;

    @Column(name = "joined_at", nullable = false)
    Instant joinedAt;

    static Member of(UUID familyId, UUID personId, Role role, Instant now) {
        var member = new Member();
        member.key = new Key(familyId, personId);
        member.role = role;
        member.joinedAt = now;
        return member;
    }

    UUID personId() {
        return key.personId();
    }

    /** How the family's snapshot shows this member; names of accounts that are no more are missing from {@code names}. */
    FamilySnapshot.Member snapshot(Map<UUID, String> names) {
        return new FamilySnapshot.Member(personId(), names.getOrDefault(personId(), "?"), role);
    }

    /** The family first: it is what the data is sharded by. */
    @Embeddable
    record Key(
            @Column(name = "family_id") UUID familyId,
            @Column(name = "person_id") UUID personId) {}
}
