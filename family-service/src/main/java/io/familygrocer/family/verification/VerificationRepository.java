package io.familygrocer.family.verification;

import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** Which links are good. */
@ApplicationScoped
class VerificationRepository implements PanacheRepositoryBase<Verification, Verification.Key> {

    private static final String ADD = """
            insert into verification (person_id, purpose, email, expires_at, mails, window_start)
            values (?1, ?2, '', ?3, 0, ?3) on conflict do nothing""";

    /** The links of a kind of a person, new or not, which nobody else changes until the transaction ends. */
    Uni<Verification> lock(UUID personId, Purpose purpose, Instant now) {
        return getSession()
                .chain(session -> session.createNativeQuery(ADD)
                        .setParameter(1, personId)
                        .setParameter(2, purpose.name())
                        .setParameter(3, now)
                        .executeUpdate())
                .chain(() -> findById(new Verification.Key(personId, purpose), LockModeType.PESSIMISTIC_WRITE));
    }

    /** The link of a token that is still good; null where there is none. */
    Uni<Verification> findByToken(MailToken token, Instant now) {
        return find("tokenHash = ?1 and expiresAt > ?2", token.hash(), now)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    /** Makes every link of a person worthless. */
    Uni<Void> spendAll(UUID personId) {
        return update("tokenHash = null where key.personId = ?1", personId).replaceWithVoid();
    }

    /** Forgets what neither opens nor counts any more. */
    Uni<Long> forget(Instant expiredBefore, Instant countedBefore) {
        return delete("expiresAt < ?1 and windowStart < ?2", expiredBefore, countedBefore);
    }
}
