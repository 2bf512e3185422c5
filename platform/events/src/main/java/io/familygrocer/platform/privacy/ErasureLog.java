package io.familygrocer.platform.privacy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/** What was erased here, by id. All of it runs in the caller's transaction. */
@ApplicationScoped
public class ErasureLog {

    private static final String ADD = """
            insert into erased (id, subject, person_id, family_id, family_ids, person_ids, requested_at, erased_at)
            values (?1, ?2, cast(?3 as uuid), cast(?4 as uuid), ?5, ?6, ?7, now()) on conflict (id) do nothing""";
    private static final String SINCE = """
            select id, subject, person_id, family_id, array_to_string(family_ids, ',') as families,
              array_to_string(person_ids, ',') as people, requested_at from erased
            where requested_at >= ?1 order by requested_at""";

    /** Notes an erasure; false where it had been noted before. */
    public Uni<Boolean> add(Erasure erasure) {
        return session(session -> session.createNativeQuery(ADD)
                .setParameter(1, erasure.erasureId())
                .setParameter(2, erasure.subject().name())
                .setParameter(3, erasure.personId())
                .setParameter(4, erasure.familyId())
                .setParameter(5, erasure.familyIds().toArray(UUID[]::new))
                .setParameter(6, erasure.personIds().toArray(UUID[]::new))
                .setParameter(7, erasure.requestedAt())
                .executeUpdate()
                .map(rows -> rows == 1));
    }

    /** How many were requested since then. */
    public Uni<Long> count(Instant since) {
        return session(
                session -> session.createNativeQuery("select count(*) from erased where requested_at >= ?1", Long.class)
                        .setParameter(1, since)
                        .getSingleResult());
    }

    /** What was requested since then, in order. */
    public Uni<List<Erasure>> since(Instant since) {
        return session(session -> session.createNativeQuery(SINCE, Object[].class)
                .setParameter(1, since)
                .getResultList()
                .map(rows -> rows.stream().map(ErasureLog::read).toList()));
    }

    /** Forgets what was requested before then. */
    public Uni<Integer> forget(Instant before) {
        return session(session -> session.createNativeQuery("delete from erased where requested_at < ?1")
                .setParameter(1, before)
                .executeUpdate());
    }

    private static Erasure read(Object[] row) {
        return new Erasure(
                (UUID) row[0],
                Subject.valueOf((String) row[1]),
                (UUID) row[2],
                (UUID) row[3],
                ids(row[4]),
                ids(row[5]),
                row[6] instanceof OffsetDateTime time ? time.toInstant() : (Instant) row[6]);
    }

    private static List<UUID> ids(Object joined) {
        String text = (String) joined;
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(UUID::fromString).toList();
    }

    private static <T> Uni<T> session(java.util.function.Function<Mutiny.Session, Uni<T>> work) {
        return Panache.getSession().chain(work::apply);
    }
}
