package io.familygrocer.list.activity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.list.ListProblem;
import io.familygrocer.list.history.History;
import io.familygrocer.list.history.HistoryConfig;
import io.familygrocer.list.history.HistoryRepository;
import io.familygrocer.list.history.Registers;
import io.familygrocer.list.membership.MembershipService;
import io.familygrocer.list.merge.ItemState;
import io.familygrocer.list.merge.ListState;
import io.familygrocer.list.replica.ReadReplica;
import io.familygrocer.list.store.FamilyRevision;
import io.familygrocer.list.store.FamilyStore;
import io.familygrocer.list.store.GroceryList;
import io.familygrocer.list.store.Item;
import io.familygrocer.list.store.ListStore;
import io.familygrocer.list.store.Viewer;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.Page;
import io.familygrocer.platform.web.ProblemException;

/**
 * Lists as they were at a revision of their family: what they are now, with what has changed since as it was before.
 * What they were has the revision that was asked for.
 */
@ApplicationScoped
public class TravelService {

    private final FamilyStore families;
    private final ListStore store;
    private final HistoryRepository log;
    private final MembershipService memberships;
    private final ReadReplica replica;
    private final HistoryConfig config;

    TravelService(
            FamilyStore families,
            ListStore store,
            HistoryRepository log,
            MembershipService memberships,
            ReadReplica replica,
            HistoryConfig config) {
        this.families = families;
        this.store = store;
        this.log = log;
        this.memberships = memberships;
        this.replica = replica;
        this.config = config;
    }

    /**
     * A list as it was.
     *
     * @throws ProblemException 404 where the caller does not see it or it was not there, 400 for a revision that has
     *     not come yet, 410 for one that the log does not reach back to, 409 where too much has happened since
     */
    public Uni<GroceryList> list(Caller caller, UUID id, long at) {
        return past(caller, id, at, past -> Uni.createFrom().item(past.list));
    }

    /** What was on a list, from {@code after} on; as {@link #list}. */
    public Uni<Page<Item>> items(Caller caller, UUID id, long at, UUID after, int limit) {
        return past(
                caller,
                id,
                at,
                past -> store.itemsOf(past.list.familyId(), Set.of(id))
                        .map(now -> past.items(now).stream()
                                .filter(item -> after == null || order(item).compareTo(after.toString()) > 0)
                                .limit(limit + 1L)
                                .toList())
                        .map(items -> Page.of(items, limit, item -> item.id().toString())));
    }

    /** Whoever has come to that revision can tell; what is now and what was before come from one database. */
    private <T> Uni<T> past(Caller caller, UUID id, long at, Function<Past, Uni<T>> then) {
        return Panache.withSession(() -> seen(caller, id))
                .chain(family -> replica.read(
                        family, Optional.of(at), () -> past(family, id, at).chain(past -> then.apply(past))));
    }

    private Uni<UUID> seen(Caller caller, UUID id) {
        return memberships
                .all(caller)
                .chain(access -> store.listEver(access.keySet(), id)
                        .onItem()
                        .ifNull()
                        .failWith(ProblemException::notFound)
                        .invoke(list -> {
                            var viewer = new Viewer(
                                    caller.personId(),
                                    access.get(list.familyId()).onlyList());
                            if (!viewer.sees(list)) {
                                throw ProblemException.notFound();
                            }
                        }))
                .map(GroceryList::familyId);
    }

    private Uni<Past> past(UUID familyId, UUID id, long at) {
        return store.listEver(Set.of(familyId), id)
                .onItem()
                .ifNull()
                .failWith(ProblemException::notFound)
                .chain(list -> families.family(list.familyId())
                        .invoke(family -> requireKnown(family, at))
                        .chain(() -> log.countAfter(list.familyId(), id, at, config.maxTravel() + 1))
                        .invoke(this::requireNear)
                        .chain(() -> log.firstAfter(list.familyId(), id, at, config.maxTravel()))
                        .map(rows -> Past.of(list, at, rows)));
    }

    private static void requireKnown(FamilyRevision family, long at) {
        if (at > family.revision()) {
            throw ProblemException.invalid("at", "must be at most " + family.revision());
        }
        if (at < family.logRevision()) {
            throw ProblemException.of(ListProblem.HISTORY_GONE, "It reaches back to revision " + family.logRevision());
        }
    }

    private void requireNear(long changes) {
        if (changes > config.maxTravel()) {
            throw ProblemException.of(ListProblem.HISTORY_TOO_FAR, "At most %d changes".formatted(config.maxTravel()));
        }
    }

    private static String order(Item item) {
        return item.id().toString();
    }

    /**
     * A list at a revision.
     *
     * @param list as it was then
     * @param rows the first that happened to each document since, by document
     */
    private record Past(GroceryList list, long at, Map<UUID, History.Row> rows) {

        static Past of(GroceryList now, long at, List<History.Row> found) {
            var rows = found.stream().collect(Collectors.toMap(History.Row::docId, Function.identity()));
            var row = Optional.ofNullable(rows.get(now.id()));
            ListState then = row.map(Registers::listBefore).orElseGet(now::state);
            if (then.removed() || row.isEmpty() && then.touches().lastRevision() > at) {
                throw ProblemException.notFound();
            }
            var list = GroceryList.unwritten(now.familyId(), now.id());
            then = new ListState(then.registers(), now.state().ownerId(), false, then.clocks(), then.touches());
            list.become(then, row.isPresent() ? at : now.revision());
            return new Past(list, at, rows);
        }

        List<Item> items(List<Item> now) {
            var then = new ArrayList<Item>();
            now.stream()
                    .filter(item -> !rows.containsKey(item.id()))
                    // What came by other ways than mutations is not in the log, but knows since when it is there.
                    .filter(item -> item.state().touches().lastRevision() <= at)
                    .forEach(then::add);
            rows.values().stream().filter(History.Row::isItem).forEach(row -> {
                ItemState before = Registers.itemBefore(row);
                if (!before.removed() && list.id().equals(before.listId())) {
                    var item = Item.unwritten(list.familyId(), row.docId());
                    item.become(before, at);
                    then.add(item);
                }
            });
            then.sort(Comparator.comparing(TravelService::order));
            return then;
        }
    }
}
