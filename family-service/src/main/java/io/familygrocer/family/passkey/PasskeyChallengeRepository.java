package io.familygrocer.family.passkey;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** What authenticators have been asked to sign. */
@ApplicationScoped
class PasskeyChallengeRepository implements PanacheRepositoryBase<PasskeyChallenge, String> {

    /** Takes a challenge out, so that only the first who answers it has it; null where there is none. */
    Uni<PasskeyChallenge> take(String hash) {
        return findById(hash, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNotNull()
                .call(this::delete);
    }

    /** Forgets challenges that expired before then. */
    Uni<Long> forget(Instant before) {
        return delete("expiresAt < ?1", before);
    }
}
