package io.familygrocer.family.family;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A family. Whoever changes it or its members holds the lock of its row, so changes and their events have one order. */
@Entity
@Table(name = "family")
class Family {

    @Id
    UUID id;

    @Column(nullable = false)
    String name;

    /** Counts the changes of membership; other services know by it which of two facts is newer. */
    @Column(nullable = false)
    long version;

    /** Counts every change that somebody can see; the entity tag. */
    @Column(nullable = false)
    long revision;

    @Column(name = "created_at", nullable = false)
    Instant createdAt;

    /** A family without members yet. */
    static Family of(String name, Instant now) {
        var family = new Family();
        family.id = UUID.randomUUID();
        family.name = name;
        family.createdAt = now;
        return family;
    }

    void rename(String newName) {
        name = newName;
        revision++;
    }

    /** Notes that somebody has come or gone, and says which change of membership that is. */
    long membershipChanged() {
        revision++;
        return ++version;
    }
}
