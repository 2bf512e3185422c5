package io.familygrocer.family.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    /** The live sessions of a person, the newest first. Index session_page. */
    Uni<List<Session>> page(UUID personId, Optional<SessionKey> after, Instant now, int limit) {
        var live = "personId = ?1 and endedAt is null and expiresAt > ?2";
        var order = " order by createdAt desc, id";
        var query = after.map(key -> find(
                        live + " and (createdAt < ?3 or createdAt = ?3 and id > ?4)" + order,
                        personId,
                        now,
                        key.createdAt(),
                        key.id()))
                .orElseGet(() -> find(live + order, personId, now));
        return query.range(0, limit - 1).list();
    }

    /** What ended since then, the latest first. Index session_ended. */
    Uni<List<UUID>> endedSince(Instant then, int limit) {
        return find("select id from Session where endedAt > ?1 order by endedAt desc", then)
                .project(UUID.class)
                .range(0, limit - 1)
                .list();
    }

    /** Forgets sessions that ended or expired before then. */
    Uni<Long> forget(Instant before) {
        return delete("expiresAt < ?1 or endedAt < ?1", before);
    }
}
