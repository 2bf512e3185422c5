package io.familygrocer.family.wayin;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** Counts across the tables of the features that let people in; each of them knows only its own. */
@ApplicationScoped
class WaysInRepository {

    private static final String COUNT = """
            select (select count(*) from password where person_id = ?1)
                 + (select count(*) from passkey where person_id = ?1 and suspended_at is null)
                 + (select count(*) from federated_identity where person_id = ?1)""";

    private static final String FORGET = """
            with passwords as (delete from password where person_id = ?1)
            delete from passkey where person_id = ?1""";

    /** Takes a person's password and passkeys away. */
    Uni<Void> forget(UUID personId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(FORGET)
                        .setParameter(1, personId)
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<Long> count(UUID personId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(COUNT, Long.class)
                        .setParameter(1, personId)
                        .getSingleResult());
    }
}
