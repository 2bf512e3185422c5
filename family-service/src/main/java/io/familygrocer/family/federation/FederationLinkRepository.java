package io.familygrocer.family.federation;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** Accounts with providers that wait for a yes. */
@ApplicationScoped
class FederationLinkRepository implements PanacheRepositoryBase<FederationLink, String> {

    /** By the challenge, and nobody else uses it until the transaction ends; null where there is none. */
    Uni<FederationLink> lock(String hash) {
        return findById(hash, LockModeType.PESSIMISTIC_WRITE);
    }

    /** By the token of the mail, otherwise as {@link #lock}. */
    Uni<FederationLink> lockByMail(String mailHash) {
        return find("mailHash = ?1", mailHash)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    /** Forgets those that expired before then. */
    Uni<Long> forget(Instant before) {
        return delete("expiresAt < ?1", before);
    }
}
