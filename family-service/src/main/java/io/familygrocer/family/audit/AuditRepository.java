package io.familygrocer.family.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** What happened to whose account. */
@ApplicationScoped
class AuditRepository implements PanacheRepositoryBase<AuditEntry, UUID> {

    private static final String FORGET_SURPLUS = """
            delete from audit_entry where id in (
              select id from (
                select id, row_number() over (partition by person_id order by id desc) as place
                from audit_entry) ranked
              where place > ?1)""";

    /** A person's entries, the newest first, those older than {@code after} where it is given. */
    Uni<List<AuditEntry>> page(UUID personId, Optional<UUID> after, int limit) {
        return after.map(id -> find("personId = ?1 and id < ?2 order by id desc", personId, id))
                .orElseGet(() -> find("personId = ?1 order by id desc", personId))
                .range(0, limit - 1)
                .list();
    }

    /** Forgets what happened before then. */
    Uni<Long> forget(Instant before) {
        return delete("happenedAt < ?1", before);
    }

    /** Forgets the oldest entries of each person beyond so many. */
    Uni<Integer> forgetSurplus(int perPerson) {
        return getSession()
                .chain(session -> session.createNativeQuery(FORGET_SURPLUS)
                        .setParameter(1, perPerson)
                        .executeUpdate());
    }
}
