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

    private static final String APPROVING = "m.role in (select r.role from RoleRight r where r.approves)";
    private static final String OTHERS = """
            select m.personId from Membership m
            where m.familyId = ?1 and m.active and m.personId <> ?2 and m.since <= ?3
              and not exists (select 1 from FamilyState f where f.familyId = m.familyId and f.dissolved)""";

    /** Until the transaction ends, nobody else changes what hangs on the family. */
    Uni<Void> lock(UUID familyId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select 1 from pg_advisory_xact_lock(hashtextextended(?1, 0))", Integer.class)
                        .setParameter(1, familyId.toString())
                        .getSingleResult())
                .replaceWithVoid();
    }

    /** Who was in a family then, but for one; nobody where it is dissolved. By the key's first column. */
    Uni<List<UUID>> others(UUID familyId, UUID personId, Instant then) {
        return people(OTHERS, familyId, personId, then);
    }

    /** Those of {@link #others} who may say yes to what a child adds. */
    Uni<List<UUID>> approvers(UUID familyId, UUID personId, Instant then) {
        return people(OTHERS + " and " + APPROVING, familyId, personId, then);
    }

    /** Whether somebody is in a family and may say yes to what a child adds. By the key. */
    Uni<Boolean> approves(UUID familyId, UUID personId) {
        return count(
                        "from Membership m where m.familyId = ?1 and m.personId = ?2 and m.active and " + APPROVING,
                        familyId,
                        personId)
                .map(rows -> rows > 0);
    }

    private static Uni<List<UUID>> people(String query, UUID familyId, UUID personId, Instant then) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery(query + " order by m.personId", UUID.class)
                        .setParameter(1, familyId)
                        .setParameter(2, personId)
                        .setParameter(3, then)
                        .getResultList());
    }

    /** Everybody of whom we have heard; by the key's first column. */
    Uni<List<Membership>> all(UUID familyId) {
        return list("familyId", familyId);
    }

    Uni<FamilyState> state(UUID familyId) {
        return Panache.getSession().chain(session -> session.find(FamilyState.class, familyId));
    }

    Uni<Void> persist(FamilyState state) {
        return Panache.getSession().chain(session -> session.persist(state));
    }

    Uni<Void> mayApprove(String role, boolean approves, long version) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                insert into role_right as r (role, approves, version) values (?1, ?2, ?3)
                                on conflict (role) do update
                                  set approves = excluded.approves, version = excluded.version
                                  where r.version < excluded.version""")
                        .setParameter(1, role)
                        .setParameter(2, approves)
                        .setParameter(3, version)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
