package io.familygrocer.family.family;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** The families. */
@ApplicationScoped
class FamilyRepository implements PanacheRepositoryBase<Family, UUID> {

    /** The family, which nobody else changes until the transaction ends; null where there is none. */
    Uni<Family> lock(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }
}
