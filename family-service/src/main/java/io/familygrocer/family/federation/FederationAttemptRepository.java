package io.familygrocer.family.federation;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** Sign-ins that are under way at providers. */
@ApplicationScoped
class FederationAttemptRepository implements PanacheRepositoryBase<FederationAttempt, String> {

    /** Takes an attempt out, so that only the first who finishes it has it; null where there is none. */
    Uni<FederationAttempt> take(String hash) {
        return findById(hash, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNotNull()
                .call(this::delete);
    }

    /** Forgets attempts that expired before then. */
    Uni<Long> forget(Instant before) {
        return delete("expiresAt < ?1", before);
    }
}
