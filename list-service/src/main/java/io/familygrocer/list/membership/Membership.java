package io.familygrocer.list.membership;

import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** That a person is, or was, in a family: this service's projection of what family-service knows. */
@Entity
@Table(name = "membership")
@IdClass(Membership.Key.class)
public class Membership {

    @Id
    @Column(name = "family_id")
    UUID familyId;

    @Id
    @Column(name = "person_id")
    UUID personId;

    @Column(nullable = false)
    String role;

    /** The family's membership version at which this became true. */
    @Column(nullable = false)
    long version;

    @Column(nullable = false)
    boolean active;

    @Column(name = "changed_at", nullable = false)
    Instant changedAt;

    /** The key of a person in a family. */
    public record Key(UUID familyId, UUID personId) implements Serializable {}
}
