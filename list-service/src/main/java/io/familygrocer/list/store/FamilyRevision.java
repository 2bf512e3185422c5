package io.familygrocer.list.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.ColumnResult;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.SqlResultSetMapping;
import jakarta.persistence.Table;

/** A family's place in its own order of changes. Locked by each write, so that there is one at a time. */
@Entity
@Table(name = "family_revision")
// Said once, so that the types need not be found out with each row that is read.
@SqlResultSetMapping(
        name = FamilyRevision.LOCKED,
        columns = {
            @ColumnResult(name = "revision", type = Long.class),
            @ColumnResult(name = "lists", type = Integer.class),
            @ColumnResult(name = "items", type = Integer.class),
            @ColumnResult(name = "purged_revision", type = Long.class),
            @ColumnResult(name = "log_revision", type = Long.class),
            @ColumnResult(name = "trips_ended_at", type = Instant.class),
            @ColumnResult(name = "person_id", type = UUID.class),
            @ColumnResult(name = "last_seq", type = Long.class),
            @ColumnResult(name = "resumes_purge", type = Long.class),
            @ColumnResult(name = "dissolved", type = Boolean.class),
            @ColumnResult(name = "family_version", type = Long.class),
            @ColumnResult(name = "snapshot_version", type = Long.class),
            @ColumnResult(name = "child_additions_need_approval", type = Boolean.class),
            @ColumnResult(name = "role", type = String.class),
            @ColumnResult(name = "member_version", type = Long.class),
            @ColumnResult(name = "member_active", type = Boolean.class),
            @ColumnResult(name = "list_id", type = UUID.class),
            @ColumnResult(name = "may", type = String.class),
            @ColumnResult(name = "expires_at", type = Instant.class),
            @ColumnResult(name = "pass_active", type = Boolean.class),
            @ColumnResult(name = "table_version", type = Long.class),
            @ColumnResult(name = "roles", type = String.class)
        })
public class FamilyRevision {

    /** What {@link FamilyStore#lock(UUID, UUID, UUID)} reads. */
    static final String LOCKED = "FamilyRevision.locked";

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

    /** As {@link FamilyStore} reads it, beside other columns. */
    static FamilyRevision of(UUID familyId, Object[] row) {
        var family = new FamilyRevision();
        family.familyId = familyId;
        family.revision = (long) row[0];
        family.lists = (int) row[1];
        family.items = (int) row[2];
        family.purgedRevision = (long) row[3];
        family.logRevision = (long) row[4];
        family.tripsEndedAt = (Instant) row[5];
        return family;
    }

    /** What {@link FamilyStore#REACHED} wants. */
    public List<Object> reached() {
        return Arrays.asList(revision, lists, items, tripsEndedAt, familyId);
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
