package io.familygrocer.list.sync;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.list.ListProblem;
import io.familygrocer.list.TripConfig;
import io.familygrocer.list.membership.Access;
import io.familygrocer.list.membership.Capability;
import io.familygrocer.list.merge.Author;
import io.familygrocer.list.merge.Merged;
import io.familygrocer.list.merge.Mutation;
import io.familygrocer.list.merge.Stamp;
import io.familygrocer.list.merge.TripState;
import io.familygrocer.list.store.FamilyRevision;
import io.familygrocer.list.store.GroceryList;
import io.familygrocer.list.store.Trip;
import io.familygrocer.list.store.TripStore;
import io.familygrocer.list.store.Viewer;
import io.familygrocer.platform.web.ProblemException;

/** The trips that one call touches: a part of its {@link Workspace}. */
final class Trips {

    private final FamilyRevision family;
    private final Access access;
    private final Viewer viewer;
    private final TripConfig config;
    private final Map<UUID, Trip> trips = new HashMap<>();
    private final Set<Trip> created = new LinkedHashSet<>();
    private final Set<Trip> closed = new LinkedHashSet<>();
    private final Map<UUID, Span> lateChecks = new HashMap<>();
    private long running;

    Trips(FamilyRevision family, Access access, Viewer viewer, TripConfig config) {
        this.family = family;
        this.access = access;
        this.viewer = viewer;
        this.config = config;
    }

    /** Reads what the mutations are about; the answer is the lists of those trips. */
    Uni<Set<UUID>> read(TripStore store, List<Mutation> mutations) {
        var ids = new HashSet<UUID>();
        boolean starts = false;
        for (var mutation : mutations) {
            switch (mutation) {
                case Mutation.TripStart start -> {
                    ids.add(start.id());
                    starts = true;
                }
                case Mutation.TripClaim claim -> ids.add(claim.id());
                case Mutation.TripFinish finish -> ids.add(finish.id());
                default -> {
                    // Nothing of a trip.
                }
            }
        }
        var count = starts
                ? store.runningTrips(family.familyId())
                : Uni.createFrom().item(0L);
        return count.invoke(found -> running = found)
                .chain(() -> store.trips(family.familyId(), ids))
                .map(found -> {
                    var lists = new HashSet<UUID>();
                    found.forEach(trip -> {
                        trips.put(trip.id(), trip);
                        lists.add(trip.listId());
                    });
                    mutations.forEach(mutation -> {
                        if (mutation instanceof Mutation.TripStart start) {
                            lists.add(start.listId());
                        }
                    });
                    return lists;
                });
    }

    /** {@code trip.start}; of a trip that is there already, it changes nothing. */
    Optional<Stamp> start(Mutation.TripStart start, Author author, Function<UUID, GroceryList> lists) {
        requireSeen(lists.apply(start.listId()));
        access.require(Capability.ITEM_CHECK);
        var known = trips.get(start.id());
        if (known != null) {
            requireSeen(lists.apply(known.listId()));
            return Optional.empty();
        }
        if (running >= config.maxRunning()) {
            throw ProblemException.of(
                    ListProblem.LIMIT_REACHED, "At most %d trips at a time".formatted(config.maxRunning()));
        }
        running++;
        var state = TripState.started(start.listId(), start.store(), author);
        var trip = Trip.of(family.familyId(), start.id(), state, family.next());
        trips.put(trip.id(), trip);
        created.add(trip);
        return Optional.empty();
    }

    /** {@code trip.claim}. */
    Optional<Stamp> claim(Mutation.TripClaim claim, Author author, Function<UUID, GroceryList> lists) {
        var trip = known(claim.id(), lists);
        boolean more = !trip.state().claims().containsKey(claim.category());
        if (more && trip.state().claims().size() >= config.maxClaims()) {
            throw ProblemException.of(ListProblem.LIMIT_REACHED, "At most %d claims".formatted(config.maxClaims()));
        }
        return become(trip, trip.state().claim(claim.category(), claim.personId(), author));
    }

    /** {@code trip.finish}. */
    Optional<Stamp> finish(Mutation.TripFinish finish, Author author, Function<UUID, GroceryList> lists) {
        var trip = known(finish.id(), lists);
        if (trip.finishedAt() == null) {
            closed.add(trip);
        }
        var newer = become(trip, trip.state().finish(finish.review(), author));
        family.tripEnded(trip.finishedAt());
        return newer;
    }

    /** Something on a list was checked; where a trip has ended since, it may have been on that trip. */
    void checked(UUID listId, Instant at) {
        if (family.tripsEndedAt() != null && !at.isAfter(family.tripsEndedAt())) {
            lateChecks.merge(listId, new Span(at, at), Span::with);
        }
    }

    /** Adds what is new to the transaction; what follows from the end of a trip follows once all is in the database. */
    Uni<Void> save(TripStore store, TripClosing closing, Function<UUID, GroceryList> lists) {
        if (!goOn()) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession().chain(session -> {
            Uni<Void> saved = session.persistAll(created.toArray());
            if (!closed.isEmpty() || !lateChecks.isEmpty()) {
                saved = saved.chain(session::flush);
            }
            for (var trip : closed) {
                saved = saved.chain(() -> closing.closed(family.familyId(), trip, lists.apply(trip.listId())));
            }
            for (var late : lateChecks.entrySet()) {
                saved = saved.chain(() -> keepLate(store, closing, lists.apply(late.getKey()), late.getValue()));
            }
            return saved;
        });
    }

    /** Whether there is anything to {@link #save}. */
    boolean goOn() {
        return !created.isEmpty() || !closed.isEmpty() || !lateChecks.isEmpty();
    }

    private Uni<Void> keepLate(TripStore store, TripClosing closing, GroceryList list, Span span) {
        return store.tripsOver(family.familyId(), list.id(), span.from, span.until, config.maxLate())
                .chain(over -> {
                    Uni<Void> kept = Uni.createFrom().voidItem();
                    for (var trip : over) {
                        if (!closed.contains(trip)) {
                            kept = kept.chain(() -> closing.checkedLate(family.familyId(), trip, list));
                        }
                    }
                    return kept;
                });
    }

    private Trip known(UUID id, Function<UUID, GroceryList> lists) {
        var trip = trips.get(id);
        if (trip == null || !sees(lists.apply(trip.listId()))) {
            throw ProblemException.of(ListProblem.TRIP_UNKNOWN, null);
        }
        access.require(Capability.ITEM_CHECK);
        return trip;
    }

    /** Whether this call is about trips. */
    boolean touched() {
        return !trips.isEmpty();
    }

    private Optional<Stamp> become(Trip trip, Merged<TripState> merged) {
        if (!merged.state().equals(trip.state())) {
            trip.become(merged.state(), family.next());
        }
        return merged.newer();
    }

    private void requireSeen(GroceryList list) {
        if (!sees(list) || list.removed()) {
            throw ProblemException.of(ListProblem.LIST_UNKNOWN, null);
        }
    }

    /** From the first to the last of some instants. */
    private record Span(Instant from, Instant until) {

        Span with(Span other) {
            return new Span(
                    from.isBefore(other.from) ? from : other.from, until.isAfter(other.until) ? until : other.until);
        }
    }

    private boolean sees(GroceryList list) {
        return list != null && viewer.sees(list);
    }
}
