package io.familygrocer.list.sync;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.list.ListConfig;
import io.familygrocer.list.ListProblem;
import io.familygrocer.list.history.HistoryRepository;
import io.familygrocer.list.membership.Access;
import io.familygrocer.list.membership.MembershipService;
import io.familygrocer.list.merge.Mutation;
import io.familygrocer.list.merge.Stamp;
import io.familygrocer.list.store.Change;
import io.familygrocer.list.store.FamilyRevision;
import io.familygrocer.list.store.FamilyStore;
import io.familygrocer.list.store.SyncClient;
import io.familygrocer.list.store.Viewer;
import io.familygrocer.list.sync.SyncResponse.Outcome;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.ProblemException;

/**
 * The one way in which lists change: sync calls, plain REST and imports all come through here, one family at a time.
 */
@ApplicationScoped
public class SyncService {

    private final FamilyStore store;
    private final MembershipService memberships;
    private final HistoryRepository log;
    private final Outbox outbox;
    private final ListConfig config;
    private final MutationReader reader;
    private final TripClosing closing;
    private final Event<FamilyChanged> announcements;

    SyncService(
            FamilyStore store,
            MembershipService memberships,
            HistoryRepository log,
            Outbox outbox,
            ListConfig config,
            MutationReader reader,
            TripClosing closing,
            Event<FamilyChanged> announcements) {
        this.store = store;
        this.memberships = memberships;
        this.log = log;
        this.outbox = outbox;
        this.config = config;
        this.reader = reader;
        this.closing = closing;
        this.announcements = announcements;
    }

    /**
     * Takes a replica's mutations, each once, and tells it what has changed.
     *
     * @throws ProblemException 404 for a foreign family, 409 for a gap in the sequence or another's client id
     */
    public Uni<SyncResponse> sync(Caller caller, SyncRequest request) {
        if (request.ops().size() > config.maxMutations()) {
            throw ProblemException.invalid("mutations", "must be at most " + config.maxMutations());
        }
        return request.ops().isEmpty() ? pull(caller, request) : push(caller, request);
    }

    /**
     * Applies mutations that do not come from a replica, at the server's time, all or nothing.
     *
     * @param key names the call where its client may send it again: the repetition has no effect
     * @param unless is asked under the family's lock, before anything is applied; its failure refuses the call
     * @throws ProblemException the first mutation's refusal
     */
    public Uni<Void> apply(
            Caller caller, UUID familyId, UUID key, List<Mutation> mutations, Supplier<Uni<Void>> unless) {
        return applyUnless(caller, familyId, key, mutations, unless).replaceWithVoid();
    }

    /**
     * Like {@link #apply}.
     *
     * @return whether all was applied, and nothing newer stands; true where it was applied before
     */
    public Uni<Boolean> applyWholly(Caller caller, UUID familyId, UUID key, List<Mutation> mutations) {
        return applyUnless(
                caller, familyId, key, mutations, () -> Uni.createFrom().voidItem());
    }

    private Uni<Boolean> applyUnless(
            Caller caller, UUID familyId, UUID key, List<Mutation> mutations, Supplier<Uni<Void>> unless) {
        UUID clientId = key == null ? UUID.randomUUID() : key;
        return memberships
                .require(caller, familyId)
                .chain(access -> outbox.transaction(() -> store.lock(familyId)
                        .chain(family -> taken(familyId, key, caller)
                                .chain(taken -> taken
                                        ? Uni.createFrom().item(new AllApplied(family.revision(), true, 0))
                                        : unless.get()
                                                .chain(() -> applyAll(caller, access, family, clientId, mutations))))))
                .invoke(applied -> announcements.fire(new FamilyChanged(familyId, applied.revision)))
                .map(AllApplied::wholly);
    }

    /**
     * Applies mutations within the transaction that the caller has opened, at the server's time. They are announced by
     * {@link #announce}, once that has committed.
     *
     * @return what they came to; fails with the first mutation's refusal
     */
    public Uni<AllApplied> applyWithin(Caller caller, Access access, UUID familyId, List<Mutation> mutations) {
        return store.lock(familyId).chain(family -> applyAll(caller, access, family, UUID.randomUUID(), mutations));
    }

    /** Tells whoever listens that a family is at a revision. */
    public void announce(UUID familyId, long revision) {
        announcements.fire(new FamilyChanged(familyId, revision));
    }

    private Uni<Boolean> taken(UUID familyId, UUID key, Caller caller) {
        if (key == null) {
            return Uni.createFrom().item(false);
        }
        return store.client(familyId, key).chain(client -> {
            if (client != null) {
                return Uni.createFrom().item(true);
            }
            var first = SyncClient.of(familyId, key, caller.personId());
            first.took(1, Clock.systemUTC().instant());
            return store.persist(List.of(first)).replaceWith(false);
        });
    }

    private Uni<AllApplied> applyAll(
            Caller caller, Access access, FamilyRevision family, UUID clientId, List<Mutation> mutations) {
        var call = new Workspace.Call(
                family, caller, access, config, Clock.systemUTC().instant());
        return Workspace.open(store, log, call, mutations).chain(workspace -> {
            int counter = 0;
            boolean wholly = true;
            int merged = 0;
            for (var mutation : mutations) {
                var at = new Stamp(call.now().toEpochMilli(), counter++, clientId);
                var applied = workspace.apply(mutation, at);
                wholly &= applied.newer().isEmpty();
                merged += applied.merged() ? 1 : 0;
            }
            var all = new AllApplied(0, wholly, merged);
            return workspace.save(outbox, log, closing).replaceWith(() -> all.at(family.revision()));
        });
    }

    /** In one session, as {@link #push}: a connection is taken from the pool once. */
    private Uni<SyncResponse> pull(Caller caller, SyncRequest request) {
        return Panache.withSession(() -> memberships
                        .require(caller, request.familyId())
                        .chain(access -> store.place(request.familyId(), request.clientId())
                                .chain(found -> {
                                    var family = found.family();
                                    var place =
                                            Place.of(family, found.client(), family == null ? 0 : family.revision());
                                    return answer(viewer(caller, access), request, place, Done.nothing());
                                })))
                .chain(answer -> answer.resumesPurge == 0
                        ? Uni.createFrom().item(answer.response)
                        : Panache.withTransaction(() -> store.resumes(
                                        request.familyId(), request.clientId(), caller.personId(), answer.resumesPurge))
                                .replaceWith(answer.response));
    }

    private Uni<SyncResponse> push(Caller caller, SyncRequest request) {
        return outbox.transaction(() -> memberships
                        .require(caller, request.familyId())
                        .chain(access -> store.lock(request.familyId()).chain(family -> {
                            long before = family.revision();
                            return client(caller, request)
                                    .chain(client -> takeAll(caller, access, family, client, request)
                                            .chain(done -> answer(
                                                    viewer(caller, access),
                                                    request,
                                                    Place.of(family, client, before),
                                                    done))
                                            .invoke(answer -> client.resumes(answer.resumesPurge)))
                                    .map(answer ->
                                            new Pushed(answer.response, family.revision() > before, family.revision()));
                        })))
                .invoke(pushed -> {
                    if (pushed.changed) {
                        announcements.fire(new FamilyChanged(request.familyId(), pushed.revision));
                    }
                })
                .map(Pushed::response);
    }

    private Uni<SyncClient> client(Caller caller, SyncRequest request) {
        return store.client(request.familyId(), request.clientId()).chain(known -> {
            if (known == null) {
                var first = SyncClient.of(request.familyId(), request.clientId(), caller.personId());
                first.took(0, Clock.systemUTC().instant());
                return store.persist(List.of(first)).replaceWith(first);
            }
            if (!known.personId().equals(caller.personId())) {
                throw ProblemException.of(ListProblem.CLIENT_TAKEN, "Make a new clientId");
            }
            return Uni.createFrom().item(known);
        });
    }

    private Uni<Done> takeAll(
            Caller caller, Access access, FamilyRevision family, SyncClient client, SyncRequest request) {
        requireNoGap(client.lastSeq(), request.ops());
        var read = request.ops().stream().map(op -> ReadOp.of(op, reader)).toList();
        var mutations = read.stream()
                .filter(op -> op.mutation != null)
                .map(op -> op.mutation)
                .toList();
        var call = new Workspace.Call(
                family, caller, access, config, Clock.systemUTC().instant());
        return Workspace.open(store, log, call, mutations).chain(workspace -> {
            var taken = new ArrayList<Taken>(read.size());
            long last = client.lastSeq();
            for (var op : read) {
                taken.add(op.seq <= last ? Taken.duplicate(op.seq) : take(op, workspace));
                last = Math.max(last, op.seq);
            }
            client.took(last, call.now());
            return workspace
                    .save(outbox, log, closing)
                    .chain(() -> outcomes(request.familyId(), taken))
                    .map(outcomes -> new Done(outcomes, workspace.changes()));
        });
    }

    private Taken take(ReadOp op, Workspace workspace) {
        if (op.refusal != null) {
            return Taken.rejected(op.seq, op.refusal);
        }
        try {
            long now = Clock.systemUTC().millis();
            var at = op.at.notAfter(now + config.clockTolerance().toMillis(), now);
            return Taken.of(op.seq, op.mutation, workspace.apply(op.mutation, at));
        } catch (ProblemException refusal) {
            return Taken.rejected(op.seq, refusal);
        }
    }

    /** Who made the writes that stand, the log knows; it is asked only where there are any. */
    private Uni<List<Outcome>> outcomes(UUID familyId, List<Taken> taken) {
        var newer = taken.stream().filter(one -> one.newer().isPresent()).toList();
        var authors = newer.isEmpty()
                ? Uni.createFrom().item(Map.<String, UUID>of())
                : log.authors(
                        familyId,
                        newer.stream().map(Taken::document).collect(Collectors.toSet()),
                        newer.stream().map(one -> one.newer().get().toString()).collect(Collectors.toSet()));
        return authors.map(
                known -> taken.stream().map(one -> one.outcome(known)).toList());
    }

    private static void requireNoGap(long lastSeq, List<SyncRequest.Op> ops) {
        long expected = lastSeq + 1;
        for (var op : ops) {
            if (op.seq() > expected) {
                throw ProblemException.of(ListProblem.SEQ_GAP, "After %d comes %d".formatted(lastSeq, expected))
                        .with("expectedSeq", expected);
            }
            expected = Math.max(expected, op.seq() + 1);
        }
    }

    /**
     * A client starts again from nothing when it knew more than the server did before this call, so that it has talked
     * to another database, and when it was away for so long that what has gone since may be forgotten.
     */
    private Uni<Answer> answer(Viewer viewer, SyncRequest request, Place place, Done done) {
        boolean reset = request.since() > place.before || place.mayHoldWhatIsForgotten(request.since());
        long since = reset ? 0 : request.since();
        // Who knew everything before this call has nothing else to hear of: it need not be read again.
        var own = !reset && since == place.before ? done.changes : Optional.<List<Change>>empty();
        var changes = own.isPresent() || since == place.revision
                ? Uni.createFrom().item(own.orElse(List.of()))
                : store.changes(request.familyId(), since, place.revision, viewer.onlyList(), config.maxChanges() + 1);
        return changes.map(found -> {
            boolean more = found.size() > config.maxChanges();
            var page = more ? found.subList(0, config.maxChanges()) : found;
            long upTo = more ? page.getLast().revision() : place.revision;
            var seen = Change.seen(page, viewer);
            var now = Clock.systemUTC().millis();
            return new Answer(
                    new SyncResponse(upTo, place.lastSeq, now, done.outcomes, seen, more, reset),
                    more && upTo < place.purged ? place.purged : 0);
        });
    }

    private static Viewer viewer(Caller caller, Access access) {
        return new Viewer(caller.personId(), access.onlyList());
    }

    /**
     * How far the family and the client are.
     *
     * @param before the family's revision before this call
     * @param purged up to where tombstones may be gone
     * @param resumes whether the client has begun to take everything anew after that
     */
    private record Place(long before, long revision, long lastSeq, long purged, boolean resumes) {

        static Place of(FamilyRevision family, SyncClient client, long before) {
            long purged = family == null ? 0 : family.purgedRevision();
            return new Place(
                    before,
                    family == null ? 0 : family.revision(),
                    client == null ? 0 : client.lastSeq(),
                    purged,
                    client != null && client.resumesAfter(purged));
        }

        /** Who is in the middle of taking everything anew has not heard of what was gone before it began. */
        boolean mayHoldWhatIsForgotten(long since) {
            return since > 0 && since < purged && !resumes;
        }
    }

    /**
     * What a call has done.
     *
     * @param changes all of it, where that is known without reading
     */
    private record Done(List<Outcome> outcomes, Optional<List<Change>> changes) {

        static Done nothing() {
            return new Done(List.of(), Optional.empty());
        }
    }

    /**
     * An answer.
     *
     * @param resumesPurge what to note where the client has to come back for the rest of everything; 0 for nothing
     */
    private record Answer(SyncResponse response, long resumesPurge) {}

    /**
     * What mutations came to that were applied all or none.
     *
     * @param revision the family's after them
     * @param wholly whether nothing newer stands
     * @param merged how many new items became one with another
     */
    public record AllApplied(long revision, boolean wholly, int merged) {

        AllApplied at(long reached) {
            return new AllApplied(reached, wholly, merged);
        }
    }

    private record Pushed(SyncResponse response, boolean changed, long revision) {}

    /** An operation after reading: either a mutation with its stamp, or why there is none. */
    private record ReadOp(long seq, Mutation mutation, Stamp at, ProblemException refusal) {

        static ReadOp of(SyncRequest.Op op, MutationReader reader) {
            try {
                return new ReadOp(op.seq(), reader.read(op), stamp(op.at()), null);
            } catch (ProblemException refusal) {
                return new ReadOp(op.seq(), null, null, refusal);
            }
        }

        private static Stamp stamp(String at) {
            try {
                return Stamp.parse(at);
            } catch (IllegalArgumentException e) {
                throw ProblemException.invalid("at", e.getMessage());
            }
        }
    }
}
