package io.familygrocer.list.sync;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.list.ListConfig;
import io.familygrocer.list.ListProblem;
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
import io.familygrocer.list.sync.SyncResponse.Result;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.Problem;
import io.familygrocer.platform.web.ProblemException;

/**
 * The one way in which lists change: sync calls, plain REST and imports all come through here, one family at a time.
 */
@ApplicationScoped
public class SyncService {

    private final FamilyStore store;
    private final MembershipService memberships;
    private final Outbox outbox;
    private final ListConfig config;
    private final MutationReader reader;
    private final Event<FamilyChanged> announcements;

    SyncService(
            FamilyStore store,
            MembershipService memberships,
            Outbox outbox,
            ListConfig config,
            MutationReader reader,
            Event<FamilyChanged> announcements) {
        this.store = store;
        this.memberships = memberships;
        this.outbox = outbox;
        this.config = config;
        this.reader = reader;
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
        return memberships
                .require(caller, request.familyId())
                .chain(access ->
                        request.ops().isEmpty() ? pull(caller, access, request) : push(caller, access, request));
    }

    /**
     * Applies mutations that do not come from a replica, at the server's time, all or nothing.
     *
     * @param key names the call where its client may send it again: the repetition has no effect
     * @param unless is asked under the family's lock, before anything is applied; its failure refuses the call
     * @throws ProblemException the first mutation's refusal
     */
    public Uni<Void> apply(
            Caller caller,
            UUID familyId,
            UUID key,
            List<Mutation> mutations,
            java.util.function.Supplier<Uni<Void>> unless) {
        UUID clientId = key == null ? UUID.randomUUID() : key;
        return memberships
                .require(caller, familyId)
                .chain(access -> outbox.transaction(() -> store.lock(familyId)
                        .chain(family -> taken(familyId, key, caller)
                                .chain(taken -> taken
                                        ? Uni.createFrom().item(family.revision())
                                        : unless.get()
                                                .chain(() -> applyAll(caller, access, family, clientId, mutations))))))
                .invoke(revision -> announcements.fire(new FamilyChanged(familyId, revision)))
                .replaceWithVoid();
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

    private Uni<Long> applyAll(
            Caller caller, Access access, FamilyRevision family, UUID clientId, List<Mutation> mutations) {
        return Workspace.open(store, family, caller, access, config, mutations).chain(workspace -> {
            int counter = 0;
            for (var mutation : mutations) {
                workspace.apply(mutation, new Stamp(Clock.systemUTC().millis(), counter++, clientId));
            }
            return workspace.save(outbox).replaceWith(family::revision);
        });
    }

    private Uni<SyncResponse> pull(Caller caller, Access access, SyncRequest request) {
        return Panache.withSession(() -> store.client(request.familyId(), request.clientId())
                .chain(client -> store.revision(request.familyId())
                        .chain(revision -> answer(
                                viewer(caller, access),
                                request,
                                revision,
                                revision,
                                client == null ? 0 : client.lastSeq(),
                                List.of()))));
    }

    private Uni<SyncResponse> push(Caller caller, Access access, SyncRequest request) {
        return outbox.transaction(() -> store.lock(request.familyId()).chain(family -> {
                    long before = family.revision();
                    return client(caller, request)
                            .chain(client -> takeAll(caller, access, family, client, request)
                                    .chain(outcomes -> answer(
                                            viewer(caller, access),
                                            request,
                                            before,
                                            family.revision(),
                                            client.lastSeq(),
                                            outcomes)))
                            .map(response -> new Pushed(response, family.revision() > before, family.revision()));
                }))
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

    private Uni<List<Outcome>> takeAll(
            Caller caller, Access access, FamilyRevision family, SyncClient client, SyncRequest request) {
        requireNoGap(client.lastSeq(), request.ops());
        var read = request.ops().stream().map(op -> ReadOp.of(op, reader)).toList();
        var mutations = read.stream()
                .filter(op -> op.mutation != null)
                .map(op -> op.mutation)
                .toList();
        return Workspace.open(store, family, caller, access, config, mutations).chain(workspace -> {
            var outcomes = new ArrayList<Outcome>(read.size());
            long last = client.lastSeq();
            for (var op : read) {
                outcomes.add(op.seq <= last ? new Outcome(op.seq, Result.duplicate, null, null) : take(op, workspace));
                last = Math.max(last, op.seq);
            }
            client.took(last, Clock.systemUTC().instant());
            return workspace.save(outbox).replaceWith(List.copyOf(outcomes));
        });
    }

    private Outcome take(ReadOp op, Workspace workspace) {
        if (op.refusal != null) {
            return new Outcome(op.seq, Result.rejected, null, Problem.of(op.refusal));
        }
        try {
            long now = Clock.systemUTC().millis();
            var at = op.at.notAfter(now + config.clockTolerance().toMillis(), now);
            return workspace
                    .apply(op.mutation, at)
                    .map(newer -> new Outcome(
                            op.seq, Result.superseded, new SyncResponse.Newer(newer.client(), newer.toString()), null))
                    .orElseGet(() -> new Outcome(op.seq, Result.applied, null, null));
        } catch (ProblemException refusal) {
            return new Outcome(op.seq, Result.rejected, null, Problem.of(refusal));
        }
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
     * A client that knew more than the server did before this call has talked to another database: it starts again from
     * nothing.
     */
    private Uni<SyncResponse> answer(
            Viewer viewer, SyncRequest request, long before, long revision, long lastSeq, List<Outcome> outcomes) {
        boolean reset = request.since() > before;
        long since = reset ? 0 : request.since();
        var changes = since == revision
                ? Uni.createFrom().item(List.<Change>of())
                : store.changes(request.familyId(), since, revision, viewer.onlyList(), config.maxChanges() + 1);
        return changes.map(found -> {
            boolean more = found.size() > config.maxChanges();
            var page = more ? found.subList(0, config.maxChanges()) : found;
            long upTo = more ? page.getLast().revision() : revision;
            var seen = Change.seen(page, viewer);
            return new SyncResponse(upTo, lastSeq, Clock.systemUTC().millis(), outcomes, seen, more, reset);
        });
    }

    private static Viewer viewer(Caller caller, Access access) {
        return new Viewer(caller.personId(), access.onlyList());
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
