package io.familygrocer.notification.inbox;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
class AdditionRepository implements PanacheRepositoryBase<Addition, UUID> {

    /** What others put on a family's lists since then, oldest first; also questions if so said. Index addition_family. */
    Uni<List<Addition>> since(UUID familyId, UUID personId, boolean questions, Instant then) {
        return list(
                "familyId = ?1 and actorId <> ?2 and addedAt >= ?3 and (asked = false or ?4 = true) order by addedAt, id",
                familyId,
                personId,
                then,
                questions);
    }

    /** Index addition_kept. */
    Uni<Integer> removeBefore(Instant then) {
        return delete("keptAt < ?1", then).map(Math::toIntExact);
    }
}
