package io.familygrocer.family.capability;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** The one row of the published table. */
@ApplicationScoped
class CapabilityRepository implements PanacheRepositoryBase<CapabilityTable, Integer> {

    private static final String ADD =
            "insert into capability_table (id, version, roles) values (?1, 0, '{}') on conflict do nothing";

    /** The row, which nobody else changes until the transaction ends; made where there is none. */
    Uni<CapabilityTable> lock() {
        return getSession()
                .chain(session -> session.createNativeQuery(ADD)
                        .setParameter(1, CapabilityTable.ID)
                        .executeUpdate())
                .chain(() -> findById(CapabilityTable.ID, LockModeType.PESSIMISTIC_WRITE));
    }
}
