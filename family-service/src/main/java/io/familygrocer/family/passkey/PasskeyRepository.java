package io.familygrocer.family.passkey;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** The passkeys of people. */
@ApplicationScoped
class PasskeyRepository implements PanacheRepositoryBase<Passkey, UUID> {

    private static final String ADD = """
            insert into passkey (id, person_id, credential_id, credential, sign_count, transports, backup_eligible,
              backed_up, name, created_at)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) on conflict (credential_id) do nothing""";

    /** Adds a passkey; false where it is somebody's already, also by a registration that commits at the same time. */
    Uni<Boolean> add(Passkey passkey) {
        return getSession()
                .chain(session -> session.createNativeQuery(ADD)
                        .setParameter(1, passkey.id)
                        .setParameter(2, passkey.personId)
                        .setParameter(3, passkey.credentialId)
                        .setParameter(4, passkey.credential)
                        .setParameter(5, passkey.signCount)
                        .setParameter(6, passkey.transports)
                        .setParameter(7, passkey.backupEligible)
                        .setParameter(8, passkey.backedUp)
                        .setParameter(9, passkey.name)
                        .setParameter(10, passkey.createdAt)
                        .executeUpdate()
                        .map(rows -> rows == 1));
    }

    /** A person's passkeys, the oldest first. */
    Uni<List<Passkey>> of(UUID personId) {
        return list("personId = ?1 order by createdAt, id", personId);
    }

    /** A passkey of a person; null where there is none, or it is another's. */
    Uni<Passkey> findOf(UUID personId, UUID id) {
        return find("personId = ?1 and id = ?2", personId, id).firstResult();
    }

    Uni<Passkey> findByCredentialId(byte[] credentialId) {
        return find("credentialId = ?1", credentialId).firstResult();
    }

    /** As {@link #findByCredentialId}, and nobody else uses it until the transaction ends. */
    Uni<Passkey> lockByCredentialId(byte[] credentialId) {
        return find("credentialId = ?1", credentialId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }
}
