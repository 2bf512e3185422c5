package io.familygrocer.family.federation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** Which accounts with providers sign whom in. */
@ApplicationScoped
class FederatedIdentityRepository implements PanacheRepositoryBase<FederatedIdentity, UUID> {

    private static final String ADD = """
            insert into federated_identity (id, issuer, subject, person_id, email, created_at)
            values (?1, ?2, ?3, ?4, ?5, ?6) on conflict (issuer, subject) do nothing""";

    /** Who it signs in; null where nobody. */
    Uni<FederatedIdentity> find(String issuer, String subject) {
        return find("issuer = ?1 and subject = ?2", issuer, subject).firstResult();
    }

    /** Adds one; false where it is somebody's already, also by a request that commits at the same time. */
    Uni<Boolean> add(UUID personId, String issuer, String subject, String email, Instant now) {
        return getSession()
                .chain(session -> session.createNativeQuery(ADD)
                        .setParameter(1, UUID.randomUUID())
                        .setParameter(2, issuer)
                        .setParameter(3, subject)
                        .setParameter(4, personId)
                        .setParameter(5, email)
                        .setParameter(6, now)
                        .executeUpdate()
                        .map(rows -> rows == 1));
    }

    /** Those of a person, the oldest first. */
    Uni<List<FederatedIdentity>> of(UUID personId) {
        return list("personId = ?1 order by createdAt, id", personId);
    }

    /** One of a person; null where there is none, or it is another's. */
    Uni<FederatedIdentity> findOf(UUID personId, UUID id) {
        return find("personId = ?1 and id = ?2", personId, id).firstResult();
    }
}
