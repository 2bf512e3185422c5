package io.familygrocer.list.membership;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
class MembershipRepository implements PanacheRepositoryBase<Membership, Membership.Key> {

    /** Only a newer version is taken: events of a key come in order, but a dead letter may be replayed late. */
    Uni<Void> put(UUID familyId, UUID personId, String role, long version, boolean active) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                insert into membership as m (family_id, person_id, role, version, active, changed_at)
                                values (?1, ?2, ?3, ?4, ?5, now())
                                on conflict (family_id, person_id) do update
                                  set role = excluded.role, version = excluded.version, active = excluded.active,
                                      changed_at = excluded.changed_at
                                  where m.version < excluded.version""")
                        .setParameter(1, familyId)
                        .setParameter(2, personId)
                        .setParameter(3, role)
                        .setParameter(4, version)
                        .setParameter(5, active)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Who left lately. Index membership_left. */
    Uni<List<Membership>> leftSince(Instant since) {
        return list("not active and changedAt >= ?1", since);
    }

    Uni<List<Membership>> of(UUID personId) {
        return list("personId", personId);
    }
}
