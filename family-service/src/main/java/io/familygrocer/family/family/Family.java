package io.familygrocer.family.family;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
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

    /** Counts the changes of what the snapshot says; other services know by it which of two facts is newer. */
    @Column(nullable = false)
    long version;

    /** Counts every change that somebody can see; the entity tag. */
    @Column(nullable = false)
    long revision;

    /** Which version the last snapshot had; null before the first. */
    @Column(name = "snapshot_version")
    Long snapshotVersion;

    @Column(name = "created_at", nullable = false)
    Instant createdAt;

    /** Null while it is there for its members. */
    @Column(name = "dissolved_at")
    Instant dissolvedAt;

    /** Until when it can be restored; null as {@link #dissolvedAt}. */
    @Column(name = "erases_at")
    Instant erasesAt;

    @Column(name = "erasure_requested_at")
    Instant erasureRequestedAt;

    @Embedded
    Preferences preferences;

    /** A family without members yet. */
    static Family of(UUID id, String name, Instant now) {
        var family = new Family();
        family.id = id;
        family.name = name;
        family.createdAt = now;
        family.preferences = Preferences.DEFAULT;
        return family;
    }

    boolean isDissolved() {
        return dissolvedAt != null;
    }

    void dissolve(Instant now, Duration grace) {
        dissolvedAt = now;
        erasesAt = now.plus(grace);
    }

    void restore() {
        dissolvedAt = null;
        erasesAt = null;
    }

    /** Notes a change that others keep a copy of, and says which one it is. */
    long changed() {
        revision++;
        return ++version;
    }
}
