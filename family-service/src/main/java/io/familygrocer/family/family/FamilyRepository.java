package io.familygrocer.family.family;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlResult;

/** The families. */
@ApplicationScoped
class FamilyRepository implements PanacheRepositoryBase<Family, UUID> {

    private static final String NEXT_TO_ERASE = """
            select id from family where erases_at < ?1 and erasure_requested_at is null
            order by erases_at limit ?2 for update skip locked""";

    private static final String NEXT_TO_PUBLISH = """
            select id from family where snapshot_version is distinct from version
            order by id limit ?1 for update skip locked""";

    private static final String UNPUBLISH_ALL = "update family set snapshot_version = null";

    private final Pool pool;

    FamilyRepository(Pool pool) {
        this.pool = pool;
    }

    /** The family, which nobody else changes until the transaction ends; null where there is none. */
    Uni<Family> lock(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Families whose time to be restored is over, locked. */
    Uni<List<UUID>> nextToErase(Instant now, int limit) {
        return getSession()
                .chain(session -> session.createNativeQuery(NEXT_TO_ERASE, UUID.class)
                        .setParameter(1, now)
                        .setParameter(2, limit)
                        .getResultList());
    }

    /** Families whose last state is not on the snapshot topic, locked. */
    Uni<List<UUID>> nextToPublish(int limit) {
        return getSession()
                .chain(session -> session.createNativeQuery(NEXT_TO_PUBLISH, UUID.class)
                        .setParameter(1, limit)
                        .getResultList());
    }

    /** Forgets which families have been published, and says how many there are; by itself, in no transaction. */
    Uni<Integer> unpublishAll() {
        return pool.query(UNPUBLISH_ALL).execute().map(SqlResult::rowCount);
    }
}
