package io.familygrocer.list.sync;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.list.ListConfig;
import io.familygrocer.list.ListProblem;
import io.familygrocer.list.history.History;
import io.familygrocer.list.merge.Author;
import io.familygrocer.list.merge.ItemState;
import io.familygrocer.list.merge.ListState;
import io.familygrocer.list.merge.Sameness;
import io.familygrocer.list.merge.Stamp;
import io.familygrocer.list.store.Audience;
import io.familygrocer.list.store.Change;
import io.familygrocer.list.store.FamilyRevision;
import io.familygrocer.list.store.GroceryList;
import io.familygrocer.list.store.Item;
import io.familygrocer.list.store.ListStore;
import io.familygrocer.platform.web.ProblemException;

/**
 * The documents of one call in memory: each change of one takes the family's next revision and is noted for the other
 * services and for the activity log. Written at once, at the end.
 */
final class Documents {

    private final FamilyRevision family;
    private final ListConfig config;
    private final Map<UUID, Item> items = new HashMap<>();
    private final Map<UUID, GroceryList> lists = new HashMap<>();
    private final Map<UUID, UUID> aliases = new HashMap<>();
    private final Alike alike = new Alike();
    private final Set<Object> created = new LinkedHashSet<>();
    private final Map<UUID, Item> changedItems = new HashMap<>();
    private final Map<UUID, GroceryList> changedLists = new HashMap<>();
    private final Story story;
    private final History history;

    Documents(FamilyRevision family, UUID personId, ListConfig config, Instant now) {
        this.family = family;
        this.config = config;
        this.story = new Story(family.familyId(), personId);
        this.history = new History(family.familyId(), personId, now);
    }

    void keepItems(Iterable<Item> found) {
        found.forEach(this::keep);
    }

    void keepLists(Iterable<GroceryList> found) {
        found.forEach(list -> lists.put(list.id(), list));
    }

    private void keep(Item item) {
        items.put(item.id(), item);
        alike.keep(item);
    }

    Set<UUID> listIds() {
        var ids = new HashSet<UUID>();
        items.values().forEach(item -> ids.add(item.listId()));
        return ids;
    }

    long revision() {
        return family.revision();
    }

    UUID familyId() {
        return family.familyId();
    }

    /** What an id stands for: where it is an alias, the item that it was folded into. */
    UUID resolved(UUID id) {
        return aliases.getOrDefault(id, id);
    }

    /** The item of an id; null where there was never one. */
    Item item(UUID id) {
        return items.get(id);
    }

    /** The list of an id; null where there was never one. */
    GroceryList list(UUID id) {
        return lists.get(id);
    }

    List<Item> itemsOn(UUID listId) {
        return items.values().stream()
                .filter(item -> item.listId().equals(listId) && !item.removed())
                .toList();
    }

    /** The highest revision at which another client gave content to an item of a list; 0 for none. */
    long touchedByOthers(UUID listId, Author author) {
        return itemsOn(listId).stream()
                .mapToLong(
                        item -> item.state().touches().byOthersThan(author.at().client()))
                .max()
                .orElse(0);
    }

    /** The item into which a new one is folded, and what it becomes; empty where there is none like it. */
    Optional<Fold> fold(ItemState created, Author author) {
        return alike.to(created).stream()
                .map(items::get)
                .flatMap(item ->
                        Sameness.fold(item.state(), created, author).map(state -> new Fold(item, state)).stream())
                .findFirst();
    }

    /** An item has become another, or comes. */
    void become(Item item, ItemState state, List<String> fields) {
        boolean first = !items.containsKey(item.id());
        var before = first ? ItemState.unwritten() : item.state();
        if (!first && state.equals(before)) {
            return;
        }
        requireRoom(before.removed() && !state.removed(), family.items(), config.maxItems(), "items");
        family.countItems((state.removed() ? 0 : 1) - (before.removed() ? 0 : 1));
        long revision = family.next();
        item.become(state, revision);
        if (first) {
            created.add(item);
        }
        keep(item);
        changedItems.put(item.id(), item);
        tell(item, shown(before, lists.get(before.listId())), fields);
        history.item(item.id(), before, state, revision);
    }

    private void tell(Item item, ItemState before, List<String> fields) {
        var list = lists.get(item.listId());
        story.item(item.id(), before, shown(item.state(), list), list.name(), fields, item.revision());
    }

    /** As the other services see it: what is on a list that not everybody sees is not there. */
    private static ItemState shown(ItemState state, GroceryList list) {
        return list == null || list.audience().whole() ? state : state.gone();
    }

    /** What is on a list changes for those who see it now, or do not any more. */
    void showAnew(GroceryList list, ListState before) {
        if (Objects.equals(list.state().sharedWith(), before.sharedWith())) {
            return;
        }
        boolean wasForAll = before.sharedWith() == null;
        for (var item : itemsOn(list.id())) {
            item.become(item.state(), family.next());
            changedItems.put(item.id(), item);
            tell(item, wasForAll ? item.state() : item.state().gone(), List.of());
        }
    }

    /** An id becomes the alias of the item into which its own was folded. */
    void alias(UUID id, Item into, ItemState created) {
        var alias = Item.alias(family.familyId(), id, into.id(), created, family.next());
        this.created.add(alias);
        changedItems.put(id, alias);
        aliases.put(id, into.id());
    }

    /** A list has become another, or comes. */
    void become(GroceryList list, ListState state) {
        boolean first = !lists.containsKey(list.id());
        var before = first ? ListState.unwritten() : list.state();
        if (!first && state.equals(before)) {
            return;
        }
        requireRoom(before.removed() && !state.removed(), family.lists(), config.maxLists(), "lists");
        boolean known = !before.removed() && (first || list.audience().whole());
        family.countLists((state.removed() ? 0 : 1) - (before.removed() ? 0 : 1));
        list.become(state, family.next());
        if (first) {
            lists.put(list.id(), list);
            created.add(list);
        }
        changedLists.put(list.id(), list);
        story.list(list, known);
        history.list(list.id(), before, state, list.revision());
    }

    void requireRoomForItems(int more) {
        requireRoom(more > 0, family.items() + more - 1, config.maxItems(), "items");
    }

    void requireRoomForLists(int more) {
        requireRoom(more > 0, family.lists() + more - 1, config.maxLists(), "lists");
    }

    private static void requireRoom(boolean comes, int count, int limit, String what) {
        if (comes && count >= limit) {
            throw ProblemException.of(ListProblem.LIMIT_REACHED, "At most %d %s".formatted(limit, what));
        }
    }

    /**
     * A mutation is done.
     *
     * @return the revision that names it in the log; empty where it has changed nothing
     */
    Optional<Long> done(String op, UUID subject, Stamp at) {
        return history.done(op, subject, at);
    }

    /** Like {@link #done}, for what took back a mutation of which this is the last row in the log. */
    Optional<Long> undone(String op, UUID subject, Stamp at, History.Row entry) {
        return history.undone(op, subject, at, entry);
    }

    /**
     * What this call has changed, in revision order: all that is new to who knew everything before it. Empty where more
     * would have to be read to know who sees it.
     */
    Optional<List<Change>> changes() {
        var audiences = new HashMap<UUID, Audience>();
        lists.values().forEach(list -> audiences.put(list.id(), list.audience()));
        boolean known = changedItems.values().stream()
                .allMatch(item ->
                        lists.containsKey(item.listId()) && lists.keySet().containsAll(item.left()));
        if (!known) {
            return Optional.empty();
        }
        return Optional.of(Stream.concat(
                        changedLists.values().stream().map(Change::of),
                        changedItems.values().stream().map(item -> Change.of(item, audiences)))
                .sorted(Comparator.comparingLong(Change::revision))
                .toList());
    }

    /** The items that have changed or are new. */
    Collection<Item> changedItems() {
        return changedItems.values();
    }

    /** The lists that have changed or are new. */
    Collection<GroceryList> changedLists() {
        return changedLists.values();
    }

    /** Puts what is new into the session, which writes it with all else that has changed. */
    Uni<Void> save() {
        return created.isEmpty()
                ? Uni.createFrom().voidItem()
                : Panache.getSession().chain(session -> session.persistAll(created.toArray()));
    }

    /** The events of what has changed, in the order in which it became true. */
    List<ListEvent> told() {
        return story.told();
    }

    /** What has happened, for the log. */
    History history() {
        return history;
    }

    /** Reads the items of these ids, what stands behind them, what is like them, and the lists of them all. */
    Uni<Void> read(ListStore store, Wanted wanted) {
        UUID familyId = family.familyId();
        return store.itemsOf(familyId, wanted.wholeLists())
                .invoke(this::keepItems)
                .chain(() -> store.itemsAndLists(familyId, wanted.items()))
                .invoke(found -> {
                    keepItems(found.items().values());
                    keepLists(found.lists().values());
                    keepAliases(found.items());
                })
                .chain(() -> store.equals(
                        familyId, wanted.lists(), wanted.names(items.keySet()), wanted.products(items.keySet())))
                .invoke(this::keepItems)
                .chain(() -> {
                    // An item's own list is needed too: for its name, and to know that it is still there.
                    var all = new HashSet<>(wanted.lists());
                    all.addAll(wanted.wholeLists());
                    all.addAll(listIds());
                    all.removeAll(lists.keySet());
                    return store.lists(familyId, all);
                })
                .invoke(this::keepLists)
                .replaceWithVoid();
    }

    private void keepAliases(Map<UUID, Item> found) {
        found.forEach((id, item) -> {
            if (!id.equals(item.id())) {
                aliases.put(id, item.id());
            }
        });
    }

    /** An item and what it becomes by taking in another. */
    record Fold(Item item, ItemState state) {}
}
