package io.familygrocer.list.store;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.smallrye.mutiny.Uni;

import io.familygrocer.list.membership.HeardBeside;

/** How far a family and its clients are, and the lock that gives its changes their order. Each query names its family. */
@ApplicationScoped
public class FamilyStore {

    /** Notes how far a family is, by {@link FamilyRevision#reached}: for who writes other things in the same statement. */
    public static final String REACHED = """
            update family_revision set revision = ?, lists = ?, items = ?, trips_ended_at = cast(? as timestamptz)
            where family_id = ?""";

    /**
     * Notes how far a client is, by {@link SyncClient#taken}: for who writes other things in the same statement. No row
     * where there is none, and where it was further, or another's, than was known.
     */
    public static final String TAKEN = """
            insert into sync_client as c (family_id, client_id, person_id, last_seq, seen_at, resumes_purge)
            select t.family_id, t.client_id, t.person_id, t.last_seq, t.seen_at, 0
            from (select cast(? as uuid) as family_id, cast(? as uuid) as client_id, cast(? as uuid) as person_id,
              cast(? as bigint) as last_seq, cast(? as timestamptz) as seen_at) t where t.client_id is not null
            on conflict (family_id, client_id) do update set last_seq = excluded.last_seq, seen_at = excluded.seen_at
              where c.last_seq = ? and c.person_id = excluded.person_id""";

    private static final String LOCK =
            """
            select f.revision, f.lists, f.items, f.purged_revision, f.log_revision, f.trips_ended_at,
              c.person_id, c.last_seq, c.resumes_purge, %s, ct.version as table_version, ct.roles
            from family_revision f
            left join sync_client c on c.family_id = f.family_id and c.client_id = ?2
            cross join capability_table ct
            %s
            where f.family_id = ?1 for no key update of f""".formatted(HeardBeside.COLUMNS, HeardBeside.joins("f.family_id", "cast(?3 as uuid)"));

    /** Where what was heard begins in a row of it. */
    private static final int HEARD = 9;

    /**
     * Locks a family for the rest of the transaction, with one of its clients and what was heard of who asks, in one
     * statement. What becomes of family and client is written by {@link #REACHED} and {@link #TAKEN}.
     *
     * <p>Where the lock had to be waited for, the family is as it is now, but all else as it was when the wait began. For
     * the client, {@link #TAKEN} looks whether it still is.
     *
     * @return null before the family's first change
     */
    public Uni<Locked> lock(UUID familyId, UUID clientId, UUID bearerId) {
        return Sessions.with(session -> session.createNativeQuery(
                                LOCK, session.getResultSetMapping(Object[].class, FamilyRevision.LOCKED))
                        .setParameter(1, familyId)
                        .setParameter(2, clientId)
                        .setParameter(3, bearerId)
                        .getSingleResultOrNull())
                .map(row -> row == null
                        ? null
                        : new Locked(
                                FamilyRevision.of(familyId, row),
                                row[6] == null
                                        ? null
                                        : SyncClient.of(
                                                familyId, clientId, (UUID) row[6], (long) row[7], (long) row[8]),
                                column -> row[HEARD + column]));
    }

    /** Makes the family's row where there is none yet. */
    public Uni<Void> make(UUID familyId) {
        return Sessions.with(session -> session.createNativeQuery(
                        "insert into family_revision (family_id) values (?1) on conflict do nothing")
                .setParameter(1, familyId)
                .executeUpdate()
                .replaceWithVoid());
    }

    /**
     * Locks the family for the rest of the transaction and makes its row where there is none yet.
     *
     * @return the row, whose revision nobody else can take meanwhile
     */
    public Uni<FamilyRevision> lock(UUID familyId) {
        return Sessions.with(session -> session.find(FamilyRevision.class, familyId, LockModeType.PESSIMISTIC_WRITE)
                .chain(found -> found != null
                        ? Uni.createFrom().item(found)
                        : make(familyId)
                                .chain(() ->
                                        session.find(FamilyRevision.class, familyId, LockModeType.PESSIMISTIC_WRITE))));
    }

    /** Locks the family for the rest of the transaction, for work that goes past its entity. */
    public Uni<Void> lockOnly(UUID familyId) {
        return Sessions.with(session -> session.createNativeQuery(
                        "select revision from family_revision where family_id = ?1 for update", Long.class)
                .setParameter(1, familyId)
                .getSingleResultOrNull()
                .replaceWithVoid());
    }

    /** The revision of the family's last change; 0 before the first. */
    public Uni<Long> revision(UUID familyId) {
        return Sessions.with(
                session -> session.createQuery("select revision from FamilyRevision where familyId = ?1", Long.class)
                        .setParameter(1, familyId)
                        .getSingleResultOrNull()
                        .map(revision -> revision == null ? 0L : revision));
    }

    /** The revisions of several families; families without a change are left out. */
    public Uni<List<RevisionOf>> revisions(Collection<UUID> familyIds) {
        // An array is one parameter for however many families have streams here.
        return Sessions.with(session -> session.createNativeQuery(
                                "select family_id, revision from family_revision where family_id = any(?1)",
                                Object[].class)
                        .setParameter(1, familyIds.toArray(UUID[]::new))
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new RevisionOf((UUID) row[0], (Long) row[1]))
                        .toList());
    }

    /** How far a family and one of its clients are, without a lock, in one statement. */
    public Uni<Place> place(UUID familyId, UUID clientId) {
        return Sessions.with(session -> session.createQuery("""
                        select f.revision, f.purgedRevision, c from FamilyRevision f
                        left join SyncClient c on c.familyId = f.familyId and c.clientId = ?2
                        where f.familyId = ?1""", Object[].class)
                .setParameter(1, familyId)
                .setParameter(2, clientId)
                .getSingleResultOrNull()
                .map(row -> row == null
                        ? new Place(Stand.NOTHING, null)
                        : new Place(new Stand((long) row[0], (long) row[1]), (SyncClient) row[2])));
    }

    /** How far a family is now, whatever the session has read before. */
    public Uni<Stand> stand(UUID familyId) {
        return Sessions.with(session -> session.createQuery(
                                "select revision, purgedRevision from FamilyRevision where familyId = ?1", Stand.class)
                        .setParameter(1, familyId)
                        .getSingleResultOrNull())
                .map(found -> found == null ? Stand.NOTHING : found);
    }

    /** Lets the transaction that has just begun see one moment, whatever is written meanwhile; it only reads. */
    public Uni<Void> seeOneMoment() {
        return Sessions.with(
                session -> session.createNativeQuery("set transaction isolation level repeatable read, read only")
                        .executeUpdate()
                        .replaceWithVoid());
    }

    /** The family's row without a lock; null before its first change. */
    public Uni<FamilyRevision> family(UUID familyId) {
        return Sessions.with(session -> session.find(FamilyRevision.class, familyId));
    }

    /**
     * Notes that a client has begun to take everything anew and has to come back for more, after what was purged up to
     * that revision.
     */
    public Uni<Void> resumes(UUID familyId, UUID clientId, UUID personId, long purgedRevision) {
        return Sessions.with(session -> session.createNativeQuery("""
                        insert into sync_client as c (family_id, client_id, person_id, last_seq, seen_at, resumes_purge)
                        values (?1, ?2, ?3, 0, now(), ?4)
                        on conflict (family_id, client_id) do update set resumes_purge = excluded.resumes_purge
                          where c.person_id = excluded.person_id""")
                .setParameter(1, familyId)
                .setParameter(2, clientId)
                .setParameter(3, personId)
                .setParameter(4, purgedRevision)
                .executeUpdate()
                .replaceWithVoid());
    }

    /**
     * A family that is locked.
     *
     * @param client null before its first call
     * @param heard what {@code MembershipService.decide} asks for
     */
    public record Locked(FamilyRevision family, SyncClient client, IntFunction<Object> heard) {}

    /** How far a family is and a client of it, which is null before its first call. */
    public record Place(Stand family, SyncClient client) {}

    /**
     * How far a family is.
     *
     * @param revision of its last change; 0 before the first
     * @param purgedRevision up to where tombstones may be gone
     */
    public record Stand(long revision, long purgedRevision) {

        private static final Stand NOTHING = new Stand(0, 0);
    }

    /** A family and the revision of its last change. */
    public record RevisionOf(UUID familyId, long revision) {}
}
