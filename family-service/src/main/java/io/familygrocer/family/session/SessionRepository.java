package io.familygrocer.family.session;

import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** Who is signed in where. */
@ApplicationScoped
class SessionRepository implements PanacheRepositoryBase<Session, UUID> {

    private static final String END_SURPLUS = """
            update session set ended_at = ?2, end_reason = 'surplus' where id in (
              select id from session where person_id = ?1 and ended_at is null order by rotated_at desc offset ?3)""";

    /** The session, which nobody else changes until the transaction ends; null where there is none. */
    Uni<Session> lock(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Ends the least recently used sessions of a person beyond those that may be. */
    Uni<Void> endSurplus(UUID personId, Instant now, int allowed) {
        return getSession()
                .chain(session -> session.createNativeQuery(END_SURPLUS)
                        .setParameter(1, personId)
                        .setParameter(2, now)
                        .setParameter(3, allowed)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Forgets sessions that ended or expired before then. */
    Uni<Long> forget(Instant before) {
        return delete("expiresAt < ?1 or endedAt < ?1", before);
    }
}
