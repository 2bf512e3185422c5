package io.familygrocer.list.history;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.list.JsonRows;
import io.familygrocer.list.Moments;
import io.familygrocer.list.replica.ReadReplica;

/** The activity log: what each mutation did, with how it was before. Each query names its family. */
@ApplicationScoped
public class HistoryRepository {

    private static final String COLUMNS = """
            family_id, revision, entry, size, op, subject_id, kind, doc_id, list_id, to_list_id, happened_at, stamp,
            person_id, before, after, undoes, undone""";

    /**
     * Adds what {@link #written} has made of what happened, its only parameter: for who writes other things in the same
     * statement.
     */
    public static final String INSERT = """
            insert into activity (%s) select %s from %s""".formatted(COLUMNS, COLUMNS, JsonRows.recordset("activity"));

    private static final String MARK =
            "update activity set undone = ?3 where family_id = ?1 and revision = ?2 and entry = ?2";
    private static final String AUTHORS = """
            select distinct stamp, person_id from activity
            where family_id = ?1 and doc_id = any(?2) and stamp = any(?3)""";

    /** What has happened, as {@link #INSERT} takes it. */
    public static String written(List<History> histories) {
        return JsonRows.written(
                histories.stream().flatMap(history -> history.rows().stream()).toList());
    }

    /** Notes which entries of the log were taken back by what has happened, and which are again as they were. */
    public Uni<Void> mark(History history) {
        Uni<Void> marked = Uni.createFrom().voidItem();
        for (var entry : history.undone().entrySet()) {
            marked = marked.chain(Panache::getSession)
                    .chain(session -> session.createNativeQuery(MARK)
                            .setParameter(1, history.familyId())
                            .setParameter(2, entry.getKey())
                            .setParameter(3, entry.getValue())
                            .executeUpdate())
                    .replaceWithVoid();
        }
        return marked;
    }

    /**
     * The last row of each mutation, the newest first. Primary key, or index activity_list.
     *
     * @param before only what is below this revision
     * @param listId only what was on that list
     * @param hidden nothing of these lists
     */
    public Uni<List<History.Row>> page(UUID familyId, Optional<UUID> listId, Set<UUID> hidden, long before, int limit) {
        String ofList = listId.isEmpty() ? "" : " and (list_id = ?5 or to_list_id = ?5)";
        String sql = "select " + COLUMNS + " from activity where family_id = ?1 and revision < ?2 and revision = entry"
                + " and list_id <> all(?4) and (to_list_id is null or to_list_id <> all(?4))" + ofList
                + " order by revision desc limit ?3";
        var without = hidden.toArray(UUID[]::new);
        return listId.isEmpty()
                ? rows(sql, familyId, before, limit, without)
                : rows(sql, familyId, before, limit, without, listId.get());
    }

    /** The rows of one mutation, in order; empty where the log has it not. Primary key. */
    public Uni<List<History.Row>> entry(UUID familyId, long entry) {
        String sql = "select " + COLUMNS + """
                 from activity where family_id = ?1 and entry = ?2 and revision <= ?2
                  and revision > ?2 - coalesce(
                    (select size from activity where family_id = ?1 and revision = ?2 and entry = ?2), 0)
                order by revision""";
        return rows(sql, familyId, entry);
    }

    /**
     * What happened on a list after a revision: of each document the first change, which knows how it was then. Indexes
     * activity_list and activity_to_list.
     */
    public Uni<List<History.Row>> firstAfter(UUID familyId, UUID listId, long revision, int limit) {
        String sql = "select distinct on (doc_id) " + COLUMNS
                + " from (select * from activity where family_id = ?1 and (list_id = ?2 or to_list_id = ?2)"
                + " and revision > ?3 order by revision limit ?4) later order by doc_id, revision";
        return rows(sql, familyId, listId, revision, limit);
    }

    /** How many rows a list has after a revision, counted up to a limit. */
    public Uni<Long> countAfter(UUID familyId, UUID listId, long revision, int limit) {
        String sql = "select count(*) from (select 1 from activity where family_id = ?1"
                + " and (list_id = ?2 or to_list_id = ?2) and revision > ?3 limit ?4) later";
        return ReadReplica.session()
                .chain(session -> session.createNativeQuery(sql, Long.class)
                        .setParameter(1, familyId)
                        .setParameter(2, listId)
                        .setParameter(3, revision)
                        .setParameter(4, limit)
                        .getSingleResult());
    }

    /** Who made the writes of these stamps to these documents; those that the log has not are left out. */
    public Uni<Map<String, UUID>> authors(UUID familyId, Collection<UUID> documents, Collection<String> stamps) {
        return ReadReplica.session()
                .chain(session -> session.createNativeQuery(AUTHORS, Object[].class)
                        .setParameter(1, familyId)
                        .setParameter(2, documents.toArray(UUID[]::new))
                        .setParameter(3, stamps.toArray(String[]::new))
                        .getResultList())
                .map(found -> {
                    var authors = new HashMap<String, UUID>();
                    found.forEach(row -> authors.put((String) row[0], (UUID) row[1]));
                    return authors;
                });
    }

    private static Uni<List<History.Row>> rows(String sql, Object... parameters) {
        return ReadReplica.session().chain(session -> {
            var query = session.createNativeQuery(sql, Object[].class);
            for (int i = 0; i < parameters.length; i++) {
                query.setParameter(i + 1, parameters[i]);
            }
            return query.getResultList()
                    .map(found -> found.stream().map(HistoryRepository::row).toList());
        });
    }

    private static History.Row row(Object[] row) {
        return new History.Row(
                (UUID) row[0],
                ((Number) row[1]).longValue(),
                ((Number) row[2]).longValue(),
                ((Number) row[3]).intValue(),
                (String) row[4],
                (UUID) row[5],
                (String) row[6],
                (UUID) row[7],
                (UUID) row[8],
                (UUID) row[9],
                Moments.of(row[10]),
                (String) row[11],
                (UUID) row[12],
                (String) row[13],
                (String) row[14],
                row[15] == null ? null : ((Number) row[15]).longValue(),
                (Boolean) row[16]);
    }
}
