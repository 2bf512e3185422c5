package io.familygrocer.notification.membership;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
class MembershipRepository implements PanacheRepositoryBase<Membership, Membership.Key> {

    /** Until the transaction ends, nobody else changes what hangs on the family. */
    Uni<Void> lock(UUID familyId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select 1 from pg_advisory_xact_lock(hashtextextended(?1, 0))", Integer.class)
                        .setParameter(1, familyId.toString())
                        .getSingleResult())
                .replaceWithVoid();
    }

    /** Who was in a family then, but for one. By the key's first column; a family is small. */
    Uni<List<UUID>> others(UUID familyId, UUID personId, Instant then) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery("""
                                select m.personId from Membership m
                                where m.familyId = ?1 and m.active and m.personId <> ?2 and m.since <= ?3
                                order by m.personId""", UUID.class)
                        .setParameter(1, familyId)
                        .setParameter(2, personId)
                        .setParameter(3, then)
                        .getResultList());
    }
}
