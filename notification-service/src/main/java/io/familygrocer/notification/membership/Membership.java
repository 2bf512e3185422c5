package io.familygrocer.notification.membership;

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

    /** What the others call them; kept after they have left, for what they did before. */
    @Column(name = "display_name", nullable = false)
    String displayName;

    /** The family's membership version at which this became true. */
    @Column(nullable = false)
    long version;

    @Column(nullable = false)
    boolean active;

    /** When they joined, or left, the last time. */
    @Column(nullable = false)
    Instant since;

    /** Whom we have not heard of before. */
    static Membership unknown(Key key) {
        var membership = new Membership();
        membership.familyId = key.familyId;
        membership.personId = key.personId;
        membership.role = "none";
        membership.displayName = "";
        membership.since = Instant.EPOCH;
        return membership;
    }

    /** Answers whether they were not there before. */
    boolean joins(String name, String as, Instant at) {
        boolean joins = !active;
        role = as;
        displayName = name;
        active = true;
        if (joins) {
            since = at;
        }
        return joins;
    }

    /** Answers whether they were there before. */
    boolean leaves(Instant at) {
        boolean leaves = active;
        role = "none";
        active = false;
        since = at;
        return leaves;
    }

    /** The key of a person in a family. */
    public record Key(UUID familyId, UUID personId) implements Serializable {}
}
