package io.familygrocer.list.store;

import java.time.Instant;
import java.util.UUID;
import java.util.function.IntFunction;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;

import io.quarkus.runtime.annotations.RegisterForReflection;

import io.familygrocer.list.Moments;

/** A family's place in its own order of changes. Locked by each write, so that there is one at a time. */
@Entity
@Table(name = "family_revision")
@RegisterForReflection
public class FamilyRevision {

    @Id
    @Column(name = "family_id")
    UUID familyId;

    @Column(nullable = false)
    long revision;

    /** Counted as they come and go: a limit must not cost a count. */
    @Column(nullable = false)
    int lists;

    @Column(nullable = false)
    int items;

    /** Tombstones up to this revision may have been cleaned away. */
    @Column(name = "purged_revision", nullable = false)
    long purgedRevision;

    /** The activity log is complete above this revision. */
    @Column(name = "log_revision", nullable = false)
    long logRevision;

    /** When the last of the trips that are over ended, by the clock of who ended it; null before the first. */
    @Column(name = "trips_ended_at")
    Instant tripsEndedAt;

    /** The revision when it was locked. */
    @Transient
    private long found;

    /** As {@link FamilyStore} reads it under its lock, after the ordinal. */
    static FamilyRevision of(UUID familyId, IntFunction<Object> row) {
        var family = new FamilyRevision();
        family.familyId = familyId;
        family.revision = (long) row.apply(1);
        family.lists = (int) row.apply(2);
        family.items = (int) row.apply(3);
        family.purgedRevision = (long) row.apply(4);
        family.logRevision = (long) row.apply(5);
        family.tripsEndedAt = Moments.of(row.apply(6));
        family.found = family.revision;
        return family;
    }

    /** Whether something has changed since it was locked; said only of what {@link FamilyStore} has locked in SQL. */
    public boolean moved() {
        return revision != found;
    }

    /** The family. */
    public UUID familyId() {
        return familyId;
    }

    /** The revision of the last change. */
    public long revision() {
        return revision;
    }

    /** Takes the next revision. */
    public long next() {
        return ++revision;
    }

    /** Who knows the family only up to a revision below this one may hold what is gone: it has to start again. */
    public long purgedRevision() {
        return purgedRevision;
    }

    /** How far the family is. */
    public FamilyStore.Stand stand() {
        return new FamilyStore.Stand(revision, purgedRevision);
    }

    /** What happened up to this revision may no longer be in the activity log. */
    public long logRevision() {
        return logRevision;
    }

    /** When the last of the trips that are over ended; null before the first. */
    public Instant tripsEndedAt() {
        return tripsEndedAt;
    }

    /** A trip has ended. */
    public void tripEnded(Instant at) {
        tripsEndedAt = tripsEndedAt == null || at.isAfter(tripsEndedAt) ? at : tripsEndedAt;
    }

    /** How many lists the family has. */
    public int lists() {
        return lists;
    }

    /** How many items the family has on its lists. */
    public int items() {
        return items;
    }

    /** Counts lists that came ({@code by > 0}) or went. */
    public void countLists(int by) {
        lists += by;
    }

    /** Counts items that came ({@code by > 0}) or went. */
    public void countItems(int by) {
        items += by;
    }
}
