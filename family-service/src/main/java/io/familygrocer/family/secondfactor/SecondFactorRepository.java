package io.familygrocer.family.secondfactor;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** Authenticator apps and recovery codes. */
@ApplicationScoped
class SecondFactorRepository implements PanacheRepositoryBase<Totp, UUID> {

    /** The app of a person, which nobody else changes until the transaction ends; null where there is none. */
    Uni<Totp> lock(UUID personId) {
        return findById(personId, LockModeType.PESSIMISTIC_WRITE);
    }

    Uni<Long> countCodes(UUID personId) {
        return getSession()
                .chain(session -> session.createNativeQuery(
                                "select count(*) from recovery_code where person_id = ?1", Long.class)
                        .setParameter(1, personId)
                        .getSingleResult());
    }

    /** Replaces all recovery codes of a person. */
    Uni<Void> replaceCodes(UUID personId, List<String> hashes) {
        return execute("delete from recovery_code where person_id = ?1", personId)
                .chain(() -> getSession())
                .chain(session -> session.createNativeQuery(
                                "insert into recovery_code (person_id, hash) select ?1, unnest(cast(?2 as text[]))")
                        .setParameter(1, personId)
                        .setParameter(2, hashes.toArray(String[]::new))
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Uses a recovery code up; false where it is none. */
    Uni<Boolean> useCode(UUID personId, String hash) {
        return execute("delete from recovery_code where person_id = ?1 and hash = ?2", personId, hash)
                .map(rows -> rows == 1);
    }

    private Uni<Integer> execute(String sql, Object... values) {
        return getSession().chain(session -> {
            var query = session.createNativeQuery(sql);
            for (int i = 0; i < values.length; i++) {
                query.setParameter(i + 1, values[i]);
            }
            return query.executeUpdate();
        });
    }
}
