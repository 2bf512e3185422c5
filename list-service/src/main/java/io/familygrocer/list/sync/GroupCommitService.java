package io.familygrocer.list.sync;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import org.jboss.logging.Logger;

import io.familygrocer.list.gathering.EventLoops;
import io.familygrocer.list.gathering.Gathering;
import io.familygrocer.list.gathering.Turns;
import io.familygrocer.list.membership.MembershipService;
import io.familygrocer.list.store.DocumentRows;
import io.familygrocer.list.store.DocumentRows.Key;
import io.familygrocer.list.store.DocumentRows.OnList;
import io.familygrocer.list.store.FamilyStore;
import io.familygrocer.list.store.GroceryList;
import io.familygrocer.list.store.Item;
import io.familygrocer.list.store.SyncClient;
import io.familygrocer.list.store.Viewer;
import io.familygrocer.list.sync.Answers.Done;
import io.familygrocer.list.sync.Answers.Place;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.ProblemException;

/**
 * Lets calls that come at the same time, each of another family, share one transaction: a group commit, as databases have it
 * (DeWitt et al., <em>Implementation Techniques for Main Memory Database Systems</em>, 1984). A statement, a commit and the
 * ways to the database are paid for once by all of them.
 *
 * <p>Only the plain case is done here, by the same rules as elsewhere: edits of items and lists by a client that knew
 * everything. A call for which anything else has to be read, that is to be refused, or whose family another transaction
 * holds, is told to go alone, as is the whole group where it fails: nothing of it was written then.
 *
 * <p>No group waits for a lock, so groups hold up neither each other nor those who go alone for longer than they take.
 */
@ApplicationScoped
class GroupCommitService {

    private static final Logger LOG = Logger.getLogger(GroupCommitService.class);

    private final Pool pool;
    private final EventLoops loops;
    private final FamilyStore families;
    private final DocumentRows rows;
    private final MembershipService memberships;
    private final Workspaces workspaces;
    private final Intake intake;
    private final Ledger ledger;
    private final Answers answers;
    private final Outbox outbox;
    private final PushConfig config;
    private final Gathering<PlainCall, Optional<Pushed>> groups;
    private final DistributionSummary sizes;
    private final Counter shared;
    private final Counter alone;
    private final Counter failed;

    GroupCommitService(
            Pool pool,
            EventLoops loops,
            FamilyStore families,
            DocumentRows rows,
            MembershipService memberships,
            Workspaces workspaces,
            Intake intake,
            Ledger ledger,
            Answers answers,
            Outbox outbox,
            PushConfig config,
            MeterRegistry metrics) {
        this.pool = pool;
        this.loops = loops;
        this.families = families;
        this.rows = rows;
        this.memberships = memberships;
        this.workspaces = workspaces;
        this.intake = intake;
        this.ledger = ledger;
        this.answers = answers;
        this.outbox = outbox;
        this.config = config;
        this.groups = new Gathering<>(config, this::commit);
        this.sizes = metrics.summary("grocer.list.push.commit.calls");
        this.shared = metrics.counter("grocer.list.push.calls", "outcome", "shared");
        this.alone = metrics.counter("grocer.list.push.calls", "outcome", "alone");
        this.failed = metrics.counter("grocer.list.push.calls", "outcome", "failed");
    }

    /** What a call came to; empty where it has to go alone, of which nothing was written then. It does not fail. */
    Uni<Optional<Pushed>> push(Caller caller, SyncRequest request, List<ReadOp> ops) {
        var context = (ContextInternal) Vertx.currentContext();
        var here = loops.of(context);
        if (here.isEmpty() || ops.size() > config.maxMutations()) {
            return alone();
        }
        return PlainCall.of(caller, request, ops, Outbox.trace())
                .map(call -> together(call, here.get(), context))
                .orElseGet(this::alone);
    }

    private Uni<Optional<Pushed>> alone() {
        alone.increment();
        return Uni.createFrom().item(Optional.empty());
    }

    private Uni<Optional<Pushed>> together(PlainCall call, Turns here, ContextInternal context) {
        return Uni.createFrom()
                .emitter(emitter -> groups.ask(call, here)
                        .onSuccess(pushed -> (pushed.isPresent() ? shared : alone).increment())
                        .onFailure(cause -> {
                            // Not its message: Postgres puts into it what it could not write.
                            LOG.debugf(
                                    "A call goes alone, since its group failed: %s",
                                    cause.getClass().getSimpleName());
                            failed.increment();
                        })
                        // Back to the call's own context, as whoever goes on needs it.
                        .onComplete(done -> context.emit(
                                done.succeeded() ? done.result() : Optional.<Pushed>empty(), emitter::complete)));
    }

    private Future<List<Optional<Pushed>>> commit(List<PlainCall> calls) {
        // A family is locked once: who comes second for one goes alone.
        var first = new LinkedHashMap<UUID, PlainCall>();
        calls.forEach(call -> first.putIfAbsent(call.familyId(), call));
        var group = List.copyOf(first.values());
        sizes.record(group.size());
        return pool.withTransaction(connection -> lock(connection, group)
                        .compose(seats -> seats.isEmpty()
                                ? Future.succeededFuture(Map.<PlainCall, Pushed>of())
                                : read(connection, seats).compose(ready -> write(connection, ready))))
                .onSuccess(done -> {
                    if (!done.isEmpty()) {
                        outbox.relaySoon();
                    }
                })
                .map(done -> calls.stream()
                        .map(call -> Optional.ofNullable(done.get(call)))
                        .toList());
    }

    /** The calls whose family could be locked at once, and whose caller belongs to it. */
    private Future<List<Seat>> lock(SqlConnection connection, List<PlainCall> group) {
        return families.lockFree(
                        connection,
                        all(group, PlainCall::familyId),
                        all(group, call -> call.caller().personId()))
                .map(locked -> {
                    var seats = new ArrayList<Seat>(group.size());
                    for (int i = 0; i < group.size(); i++) {
                        if (locked.get(i) != null) {
                            seat(group.get(i), locked.get(i)).ifPresent(seats::add);
                        }
                    }
                    return seats;
                });
    }

    private Optional<Seat> seat(PlainCall call, FamilyStore.Locked locked) {
        try {
            var access = memberships.decide(call.caller(), call.familyId(), locked.heard());
            return Optional.of(new Seat(call, locked.family(), access));
        } catch (ProblemException refusal) {
            return Optional.empty();
        }
    }

    /** What the calls are about, in as many statements as for one. */
    private Future<List<Seat>> read(SqlConnection connection, List<Seat> seats) {
        var clients = families.clients(
                connection,
                all(seats, Seat::familyId),
                all(seats, seat -> seat.call().request().clientId()));
        var items = rows.items(connection, keys(seats, seat -> seat.call().wanted().items().stream()));
        var lists = rows.lists(connection, keys(seats, seat -> seat.call().wanted().lists().stream()));
        return Future.join(clients, items, lists).compose(read -> {
            var byFamily = seats.stream().collect(Collectors.toMap(Seat::familyId, Function.identity()));
            for (int i = 0; i < seats.size(); i++) {
                seats.get(i).keep(clients.result().get(i));
            }
            for (var found : items.result()) {
                var seat = byFamily.get(found.item().familyId());
                seat.keep(found.item());
                if (found.list() != null) {
                    seat.keep(found.list());
                }
            }
            lists.result().forEach(list -> byFamily.get(list.familyId()).keep(list));
            var named = rows.named(connection, onLists(seats, Seat::newNames));
            var ofProducts = rows.ofProducts(connection, onLists(seats, Seat::newProducts));
            return Future.join(named, ofProducts).map(ignored -> {
                Stream.of(named, ofProducts)
                        .flatMap(alike -> alike.result().stream())
                        .forEach(item -> byFamily.get(item.familyId()).keep(item));
                return seats;
            });
        });
    }

    /** Applies the calls in memory and writes what they came to; whoever can't be done here has written nothing. */
    private Future<Map<PlainCall, Pushed>> write(SqlConnection connection, List<Seat> seats) {
        var done = new IdentityHashMap<PlainCall, Pushed>();
        var entries = new ArrayList<Ledger.Entry>(seats.size());
        var items = new ArrayList<Item>(seats.size());
        var lists = new ArrayList<GroceryList>();
        for (var seat : seats) {
            apply(seat).ifPresent(applied -> {
                done.put(seat.call(), applied.pushed);
                entries.add(applied.workspace.left(applied.client, seat.call().trace()));
                items.addAll(applied.workspace.changedItems());
                lists.addAll(applied.workspace.changedLists());
            });
        }
        return done.isEmpty()
                ? Future.succeededFuture(done)
                : Future.join(rows.write(connection, items, lists), ledger.write(connection, entries))
                        .map(done);
    }

    private Optional<Applied> apply(Seat seat) {
        var call = seat.call();
        SyncClient client;
        try {
            client = Intake.client(call.caller(), call.request(), seat.client());
            Intake.requireNoGap(client, call.ops());
        } catch (ProblemException refusal) {
            return Optional.empty();
        }
        long before = seat.family().revision();
        if (call.request().since() != before || seat.hasAlias()) {
            return Optional.empty();
        }
        var workspace = workspaces.with(seat.family(), call.caller(), seat.access(), seat.items(), seat.lists());
        var taken = intake.takeAll(call.ops(), workspace, client);
        if (workspace.goesOn() || taken.stream().anyMatch(one -> one.newer().isPresent())) {
            return Optional.empty();
        }
        var outcomes = taken.stream().map(one -> one.outcome(Map.of())).toList();
        var changes = workspace.changes();
        return answers.known(
                        new Viewer(call.caller().personId(), seat.access().onlyList()),
                        call.request(),
                        Place.locked(seat.family().stand(), client, before),
                        new Done(outcomes, changes))
                .filter(answer -> answer.resumesPurge() == 0)
                .map(answer -> new Applied(
                        workspace,
                        client,
                        new Pushed(
                                answer.response(),
                                new FamilyChanged(
                                        seat.familyId(),
                                        before,
                                        seat.family().revision(),
                                        changes.orElse(List.of())))));
    }

    private static <T> List<UUID> all(List<T> of, Function<T, UUID> id) {
        return of.stream().map(id).toList();
    }

    private static List<Key> keys(List<Seat> seats, Function<Seat, Stream<UUID>> ids) {
        return seats.stream()
                .flatMap(seat -> ids.apply(seat).map(id -> new Key(seat.familyId(), id)))
                .toList();
    }

    private static List<OnList> onLists(List<Seat> seats, Function<Seat, Set<String>> values) {
        return seats.stream()
                .flatMap(seat -> values.apply(seat).stream()
                        .flatMap(value -> seat.call().wanted().lists().stream()
                                .map(list -> new OnList(seat.familyId(), list, value))))
                .toList();
    }

    private record Applied(Workspace workspace, SyncClient client, Pushed pushed) {}
}
