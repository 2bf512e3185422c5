package io.familygrocer.list.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

/** Shopping trips. Each query names its family. */
@ApplicationScoped
public class TripStore {

    /** The trips of these ids. */
    public Uni<List<Trip>> trips(UUID familyId, Set<UUID> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Sessions.with(session -> session.createQuery(
                                "from Trip where familyId = ?1 and " + Among.among("id", ids, 2), Trip.class)
                        .setParameter(1, familyId)
                        .setParameter(2, Among.value(ids))
                        .getResultList());
    }

    /** A trip in any of the families; null where there is none. */
    public Uni<Trip> trip(Collection<UUID> familyIds, UUID id) {
        return Sessions.with(session -> session.createQuery("from Trip where familyId in ?1 and id = ?2", Trip.class)
                .setParameter(1, familyIds)
                .setParameter(2, id)
                .getSingleResultOrNull());
    }

    /** The trips to a list that were over and on which one of these instants was, the last first. Index trip_of_list. */
    public Uni<List<Trip>> tripsOver(UUID familyId, UUID listId, Instant from, Instant until, int limit) {
        return Sessions.with(session -> session.createQuery("""
                        from Trip where familyId = ?1 and listId = ?2 and finishedAt >= ?3 and startedAt <= ?4
                        order by finishedAt desc""", Trip.class)
                .setParameter(1, familyId)
                .setParameter(2, listId)
                .setParameter(3, from)
                .setParameter(4, until)
                .setMaxResults(limit)
                .getResultList());
    }

    /** How many trips of a family run. Index trip_running. */
    public Uni<Long> runningTrips(UUID familyId) {
        return Sessions.with(session -> session.createQuery(
                        "select count(*) from Trip where familyId = ?1 and finishedAt is null", Long.class)
                .setParameter(1, familyId)
                .getSingleResult());
    }

    /** The last trips of a family with a revision below {@code before}, the newest change first. Index trip_revision. */
    public Uni<List<Trip>> tripsBefore(UUID familyId, long before, int limit) {
        return Sessions.with(session -> session.createQuery(
                        "from Trip where familyId = ?1 and revision < ?2 order by revision desc", Trip.class)
                .setParameter(1, familyId)
                .setParameter(2, before)
                .setMaxResults(limit)
                .getResultList());
    }

    /** What was checked on a list within a time, gone since or not, in that order. Index item_checked_at. */
    public Uni<List<Item>> checkedBetween(UUID familyId, UUID listId, Instant from, Instant until, int limit) {
        return Sessions.with(session -> session.createQuery("""
                        from Item where familyId = ?1 and listId = ?2 and checkedAt between ?3 and ?4
                        order by checkedAt, id""", Item.class)
                .setParameter(1, familyId)
                .setParameter(2, listId)
                .setParameter(3, from)
                .setParameter(4, until)
                .setMaxResults(limit)
                .getResultList());
    }
}
