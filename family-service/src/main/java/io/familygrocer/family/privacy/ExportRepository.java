package io.familygrocer.family.privacy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import io.familygrocer.platform.privacy.Subject;

/** Archives and what has come for them. */
@ApplicationScoped
class ExportRepository {

    private static final String COLUMNS =
            "select id, subject, requested_by, family_id, requested_at, ready_at, expires_at, size, sha256 from export ";
    private static final String ADD = """
            insert into export (id, subject, requested_by, family_id, family_ids, requested_at, expires_at)
            values (?1, ?2, ?3, cast(?4 as uuid), ?5, ?6, ?7)
            on conflict (requested_by) where ready_at is null do nothing""";
    private static final String TAKE = """
            insert into export_part (export_id, service, part, last, records)
            select id, ?2, ?3, ?4, ?5 from export where id = ?1 and ready_at is null on conflict do nothing""";
    private static final String PROGRESS = """
            select service, cast(count(*) as integer), coalesce(max(part) filter (where last) + 1 = count(*), false)
            from export_part where export_id = ?1 group by service""";

    /** Adds an export; false where the person has one that is not ready yet. */
    Uni<Boolean> add(Row export, List<UUID> familyIds) {
        return Sql.update(
                        ADD,
                        export.id(),
                        export.subject().name(),
                        export.requestedBy(),
                        export.familyId(),
                        familyIds.toArray(UUID[]::new),
                        export.requestedAt(),
                        export.expiresAt())
                .map(rows -> rows == 1);
    }

    Uni<Optional<Row>> running(UUID personId) {
        return read(COLUMNS + "where requested_by = ?1 and ready_at is null", personId);
    }

    /** An archive of a person that can still be fetched, or will be. */
    Uni<Optional<Row>> find(UUID personId, UUID id, Instant now) {
        return read(COLUMNS + "where requested_by = ?1 and id = ?2 and expires_at > ?3", personId, id, now);
    }

    /** The archives of a person, the newest first; few, as they expire. */
    Uni<List<Row>> of(UUID personId, Instant now, int limit) {
        return rows(
                COLUMNS + "where requested_by = ?1 and expires_at > ?2 order by requested_at desc limit ?3",
                personId,
                now,
                limit);
    }

    /** Takes a part; one that comes again, or for an archive that is gone, has no effect. */
    Uni<Integer> take(UUID id, String service, int part, boolean last, String records) {
        return Sql.update(TAKE, id, service, part, last, records);
    }

    Uni<List<ExportView.Progress>> progress(UUID id) {
        return Sql.list(PROGRESS, Object[].class, id)
                .map(rows -> rows.stream()
                        .map(row -> new ExportView.Progress(
                                (String) row[0], ((Number) row[1]).intValue(), (Boolean) row[2]))
                        .toList());
    }

    Uni<Integer> forget(Instant now) {
        return Sql.update("delete from export where expires_at <= ?1", now);
    }

    private static Uni<Optional<Row>> read(String sql, Object... parameters) {
        return rows(sql, parameters).map(rows -> rows.stream().findAny());
    }

    private static Uni<List<Row>> rows(String sql, Object... parameters) {
        return Sql.list(sql, Object[].class, parameters)
                .map(rows -> rows.stream()
                        .map(row -> new Row(
                                (UUID) row[0],
                                Subject.valueOf((String) row[1]),
                                (UUID) row[2],
                                (UUID) row[3],
                                Sql.time(row[4]),
                                Sql.time(row[5]),
                                Sql.time(row[6]),
                                (Long) row[7],
                                (String) row[8]))
                        .toList());
    }

    /** An archive. */
    record Row(
            UUID id,
            Subject subject,
            UUID requestedBy,
            UUID familyId,
            Instant requestedAt,
            Instant readyAt,
            Instant expiresAt,
            Long size,
            String sha256) {}
}
