package io.familygrocer.list.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

import io.familygrocer.list.JsonRows;
import io.familygrocer.list.membership.HeardBeside;

/** How far a family and its clients are, and the lock that gives its changes their order. Each query names its family. */
@ApplicationScoped
public class FamilyStore {

    /**
     * Notes how far families are, its only parameter {@link JsonRows} of {@link FamilyRevision}: for who writes other
     * things in the same statement.
     */
    public static final String REACHED = """
            insert into family_revision (family_id, revision, lists, items, trips_ended_at)
            select family_id, revision, lists, items, trips_ended_at from %s
            on conflict (family_id) do update set revision = excluded.revision, lists = excluded.lists,
              items = excluded.items, trips_ended_at = excluded.trips_ended_at""".formatted(JsonRows.recordset("family_revision"));

    /**
     * Notes how far clients are, its only parameter {@link JsonRows} of {@link SyncClient}; as {@link #REACHED}. No row for
     * one that has become another person's: to note that a client resumes takes no lock.
     */
    public static final String TAKEN = """
            insert into sync_client as c (family_id, client_id, person_id, last_seq, seen_at, resumes_purge)
            select family_id, client_id, person_id, last_seq, seen_at, 0 from %s
            on conflict (family_id, client_id) do update set last_seq = excluded.last_seq, seen_at = excluded.seen_at
              where c.person_id = excluded.person_id""".formatted(JsonRows.recordset("sync_client"));

    /** Each by its primary key, as {@link DocumentRows} asks; who does not wait leaves out what another holds. */
    private static final String LOCK = """
            select q.nr, f.revision, f.lists, f.items, f.purged_revision, f.log_revision, f.trips_ended_at, %s, ct.version, ct.roles
            from unnest((select cast($1 as uuid[])), (select cast($2 as uuid[]))) with ordinality as q (family_id, bearer_id, nr)
            cross join lateral (select * from family_revision where family_id = q.family_id for no key update%s) f
            cross join capability_table ct
            %s""";

    private static final String WAIT = lock("");
    private static final String DO_NOT_WAIT = lock(" skip locked");

    private static final String CLIENTS = """
            select q.nr, c.person_id, c.last_seq, c.resumes_purge
            from unnest((select cast($1 as uuid[])), (select cast($2 as uuid[]))) with ordinality as q (family_id, client_id, nr)
            cross join lateral (
              select * from sync_client where family_id = q.family_id and client_id = q.client_id limit 1) c""";

    /** Where what was heard begins in a row of a lock. */
    private static final int HEARD = 7;

    private static String lock(String how) {
        return LOCK.formatted(HeardBeside.COLUMNS, how, HeardBeside.joins("q.family_id", "q.bearer_id"));
    }

    /**
     * Locks a family for the rest of the transaction, with what was heard of who asks, in one statement. What becomes of it
     * is written by {@link #REACHED}.
     *
     * <p>Where the lock had to be waited for, the family is as it is now, but what was heard as it was when the wait began.
     *
     * @return null before the family's first change
     */
    public Uni<Locked> lock(UUID familyId, UUID bearerId) {
        return Sessions.with(session -> session.createNativeQuery(WAIT.replace('$', '?'), Object[].class)
                        .setParameter(1, new UUID[] {familyId})
                        .setParameter(2, new UUID[] {bearerId})
                        .getSingleResultOrNull())
                .map(row -> row == null ? null : locked(familyId, column -> row[column]));
    }

    /**
     * Like {@link #lock(UUID, UUID)}, of several families, but those that somebody holds are left out instead of waited
     * for.
     *
     * @return as many as were asked for, in their order; null for those left out
     */
    public Future<List<Locked>> lockFree(SqlConnection connection, List<UUID> familyIds, List<UUID> bearerIds) {
        return connection
                .preparedQuery(DO_NOT_WAIT)
                .execute(Tuple.of(familyIds.toArray(UUID[]::new), (Object) bearerIds.toArray(UUID[]::new)))
                .map(rows -> inOrder(rows, familyIds.size(), (nr, row) -> locked(familyIds.get(nr), row::getValue)));
    }

    /** How far a client of a family is; null before its first call. Under the family's lock nobody else changes that. */
    public Uni<SyncClient> client(UUID familyId, UUID clientId) {
        return Sessions.with(session -> session.createNativeQuery(CLIENTS.replace('$', '?'), Object[].class)
                        .setParameter(1, new UUID[] {familyId})
                        .setParameter(2, new UUID[] {clientId})
                        .getSingleResultOrNull())
                .map(row -> row == null ? null : SyncClient.of(familyId, clientId, column -> row[column]));
    }

    /** Like {@link #client}, of several families, in their order. */
    public Future<List<SyncClient>> clients(SqlConnection connection, List<UUID> familyIds, List<UUID> clientIds) {
        return connection
                .preparedQuery(CLIENTS)
                .execute(Tuple.of(familyIds.toArray(UUID[]::new), (Object) clientIds.toArray(UUID[]::new)))
                .map(rows -> inOrder(
                        rows,
                        familyIds.size(),
                        (nr, row) -> SyncClient.of(familyIds.get(nr), clientIds.get(nr), row::getValue)));
    }

    private static Locked locked(UUID familyId, IntFunction<Object> row) {
        return new Locked(FamilyRevision.of(familyId, row), column -> row.apply(HEARD + column));
    }

    /** By the ordinal that is their first column. */
    private static <T> List<T> inOrder(RowSet<Row> rows, int count, BiFunction<Integer, Row, T> read) {
        var found = new ArrayList<T>(Collections.nCopies(count, null));
        rows.forEach(row -> {
            int nr = row.getInteger(0) - 1;
            found.set(nr, read.apply(nr, row));
        });
        return found;
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
     * @param heard what {@code MembershipService.decide} asks for
     */
    public record Locked(FamilyRevision family, IntFunction<Object> heard) {}

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
