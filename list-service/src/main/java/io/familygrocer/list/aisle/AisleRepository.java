package io.familygrocer.list.aisle;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** The orders of stores, by the table's key. */
@ApplicationScoped
class AisleRepository {

    /** The order of a store; null where nothing is known of it. */
    Uni<AisleOrder> find(UUID familyId, String store) {
        return Panache.getSession()
                .chain(session -> session.find(AisleOrder.class, new AisleOrder.Key(familyId, AisleOrder.key(store))));
    }

    /** Everything that a family knows. */
    Uni<List<AisleOrder>> all(UUID familyId) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "from AisleOrder where familyId = ?1 order by storeKey", AisleOrder.class)
                        .setParameter(1, familyId)
                        .getResultList());
    }

    Uni<Long> count(UUID familyId) {
        return Panache.getSession()
                .chain(session -> session.createQuery("select count(*) from AisleOrder where familyId = ?1", Long.class)
                        .setParameter(1, familyId)
                        .getSingleResult());
    }

    Uni<Void> persist(AisleOrder order) {
        return Panache.getSession().chain(session -> session.persist(order));
    }
}
