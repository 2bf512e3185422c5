package io.familygrocer.family.session;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** Who is signed in where. */
@ApplicationScoped
class SessionRepository implements PanacheRepositoryBase<Session, UUID> {

    /** The session, which nobody else changes until the transaction ends; null where there is none. */
    Uni<Session> lock(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** The sessions of a person that have not ended, which nobody else changes until the transaction ends. */
    Uni<List<Session>> lockOpen(UUID personId) {
        return find("personId = ?1 and endedAt is null order by id", personId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** Forgets sessions that ended or expired before then. */
    Uni<Long> forget(Instant before) {
        return delete("expiresAt < ?1 or endedAt < ?1", before);
    }
}
