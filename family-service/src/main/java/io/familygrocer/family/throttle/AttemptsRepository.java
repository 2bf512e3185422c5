package io.familygrocer.family.throttle;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** Who has failed how often. */
@ApplicationScoped
class AttemptsRepository implements PanacheRepositoryBase<Attempts, String> {

    private static final String ADD =
            "insert into throttle (id, failures, last_at, open_at) values (?1, 0, ?2, 'epoch') on conflict do nothing";

    /** The attempts of an id, new or not, which nobody else changes until the transaction ends. */
    Uni<Attempts> lock(String id, Instant now) {
        return getSession()
                .chain(session -> session.createNativeQuery(ADD)
                        .setParameter(1, id)
                        .setParameter(2, now)
                        .executeUpdate())
                .chain(() -> findById(id, LockModeType.PESSIMISTIC_WRITE));
    }

    /** Forgets those without an attempt since then. */
    Uni<Long> forget(Instant before) {
        return delete("lastAt < ?1", before);
    }
}
