package io.familygrocer.family.privacy;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import io.familygrocer.platform.privacy.Erasure;
import io.familygrocer.platform.privacy.Subject;

/** What was asked to be erased and who has signed it. */
@ApplicationScoped
class ErasureRepository {

    private static final String ERASURE = """
            id, subject, person_id, family_id, array_to_string(family_ids, ',') as families,
            array_to_string(person_ids, ',') as people, requested_at""";
    private static final String COLUMNS = ERASURE + """
            , completed_at, encode(last_mail, 'base64') as mail, encode(token_hash, 'base64') as token""";
    private static final String ADD = """
            insert into erasure (id, subject, person_id, family_id, family_ids, person_ids, token_hash, last_mail,
              requested_at, asked_at)
            values (?1, ?2, cast(?3 as uuid), cast(?4 as uuid), ?5, ?6, ?7, cast(?8 as bytea), ?9, ?9) on conflict (id) do nothing""";
    private static final String SIGN = """
            insert into erasure_signoff (erasure_id, service, signed_at, counts) values (?1, ?2, ?3, ?4)
            on conflict do nothing""";
    private static final String OVERDUE = """
            update erasure set asked_at = ?1 where id in (
              select id from erasure where completed_at is null and asked_at < ?2 for update skip locked)
            returning\s""" + ERASURE;
    private static final String SIGNED_SINCE = """
            select count(*) from erasure e join erasure_signoff s on s.erasure_id = e.id
            where e.requested_at >= ?1 and s.service = ?2""";
    private static final String SOLE_OWNED = """
            select f.id, f.name from family f join member m on m.family_id = f.id and m.person_id = ?1
            where m.role = 'OWNER' and f.dissolved_at is null and not exists (
              select 1 from member o where o.family_id = f.id and o.role = 'OWNER' and o.person_id <> ?1)
            order by f.id""";

    /** Adds an erasure; false where it is there already. */
    Uni<Boolean> add(Erasure e, byte[] tokenHash, byte[] lastMail) {
        return Sql.update(
                        ADD,
                        e.erasureId(),
                        e.subject().name(),
                        e.personId(),
                        e.familyId(),
                        e.familyIds().toArray(UUID[]::new),
                        e.personIds().toArray(UUID[]::new),
                        tokenHash,
                        lastMail,
                        e.requestedAt())
                .map(rows -> rows == 1);
    }

    Uni<Optional<Row>> find(UUID id) {
        return read("select " + COLUMNS + " from erasure where id = ?1", id);
    }

    /** As {@link #find}; nobody else completes it until the transaction ends. */
    Uni<Optional<Row>> lock(UUID id) {
        return read("select " + COLUMNS + " from erasure where id = ?1 for update", id);
    }

    Uni<Integer> sign(UUID id, String service, Instant at, String counts) {
        return Sql.update(SIGN, id, service, at, counts);
    }

    Uni<List<Signoff>> signoffs(UUID id) {
        return Sql.list(
                        "select service, signed_at, counts from erasure_signoff where erasure_id = ?1",
                        Object[].class,
                        id)
                .map(rows -> rows.stream()
                        .map(row -> new Signoff((String) row[0], Sql.time(row[1]), (String) row[2]))
                        .toList());
    }

    /** Completes it and forgets whom the last mail went to. */
    Uni<Integer> complete(UUID id, Instant at) {
        return Sql.update("update erasure set completed_at = ?2, last_mail = null where id = ?1", id, at);
    }

    /** Those that nobody has asked for again since then, which are asked for now. */
    Uni<List<Erasure>> overdue(Instant now, Instant before) {
        return Sql.list(OVERDUE, Object[].class, now, before)
                .map(rows -> rows.stream().map(ErasureRepository::erasure).toList());
    }

    Uni<List<Erasure>> since(Instant then) {
        return Sql.list(
                        "select " + ERASURE + " from erasure where requested_at >= ?1 order by requested_at",
                        Object[].class,
                        then)
                .map(rows -> rows.stream().map(ErasureRepository::erasure).toList());
    }

    /** How many that were requested since then a service has signed. */
    Uni<Long> signedSince(Instant then, String service) {
        return Sql.list(SIGNED_SINCE, Long.class, then, service).map(List::getFirst);
    }

    Uni<Integer> forget(Instant before) {
        return Sql.update("delete from erasure where requested_at < ?1 and completed_at is not null", before);
    }

    /** The families that would have no owner without this person. */
    Uni<List<FamilyName>> soleOwned(UUID personId) {
        return Sql.list(SOLE_OWNED, Object[].class, personId)
                .map(rows -> rows.stream()
                        .map(row -> new FamilyName((UUID) row[0], (String) row[1]))
                        .toList());
    }

    private static Uni<Optional<Row>> read(String sql, UUID id) {
        return Sql.list(sql, Object[].class, id)
                .map(rows -> rows.stream()
                        .findAny()
                        .map(row -> new Row(erasure(row), Sql.time(row[7]), bytes(row[8]), bytes(row[9]))));
    }

    private static byte[] bytes(Object base64) {
        return base64 == null ? null : Base64.getMimeDecoder().decode((String) base64);
    }

    private static Erasure erasure(Object[] row) {
        return new Erasure(
                (UUID) row[0],
                Subject.valueOf((String) row[1]),
                (UUID) row[2],
                (UUID) row[3],
                Sql.ids(row[4]),
                Sql.ids(row[5]),
                Sql.time(row[6]));
    }

    /** An erasure with what only its report and its last mail need. */
    record Row(Erasure erasure, Instant completedAt, byte[] lastMail, byte[] tokenHash) {}

    /** That a service has erased its part. */
    record Signoff(String service, Instant at, String counts) {}

    /** A family that is in the way. */
    record FamilyName(UUID id, String name) {}
}
