package io.familygrocer.list.sync;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.smallrye.mutiny.Uni;

import io.familygrocer.list.ListConfig;
import io.familygrocer.list.ListProblem;
import io.familygrocer.list.membership.Access;
import io.familygrocer.list.merge.Author;
import io.familygrocer.list.merge.ItemField;
import io.familygrocer.list.merge.ItemMerge;
import io.familygrocer.list.merge.ItemState;
import io.familygrocer.list.merge.ListField;
import io.familygrocer.list.merge.ListState;
import io.familygrocer.list.merge.Merged;
import io.familygrocer.list.merge.Mutation;
import io.familygrocer.list.merge.Stamp;
import io.familygrocer.list.recurrence.Recurrences;
import io.familygrocer.list.store.FamilyRevision;
import io.familygrocer.list.store.FamilyStore;
import io.familygrocer.list.store.GroceryList;
import io.familygrocer.list.store.Item;
import io.familygrocer.list.store.Viewer;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.ProblemException;

/**
 * The documents that one call touches, read at once, changed in memory by the merge rules and written at once: the
 * number of statements does not grow with the number of mutations. Lives within one transaction that holds the family's
 * lock.
 */
final class Workspace {

    private final FamilyRevision family;
    private final Caller caller;
    private final Access access;
    private final ListConfig config;
    private final Viewer viewer;
    private final Map<UUID, Item> items = new HashMap<>();
    private final Map<UUID, GroceryList> lists = new HashMap<>();
    private final Set<Object> created = new HashSet<>();
    private final Story story;

    private Workspace(FamilyRevision family, Caller caller, Access access, ListConfig config) {
        this.family = family;
        this.caller = caller;
        this.access = access;
        this.story = new Story(family.familyId(), caller.personId());
        this.config = config;
        this.viewer = new Viewer(caller.personId(), access.onlyList());
    }

    /** Reads what the mutations are about. */
    static Uni<Workspace> open(
            FamilyStore store,
            FamilyRevision family,
            Caller caller,
            Access access,
            ListConfig config,
            List<Mutation> mutations) {
        var itemIds = new HashSet<UUID>();
        var listIds = new HashSet<UUID>();
        var wholeLists = new HashSet<UUID>();
        for (var mutation : mutations) {
            switch (mutation) {
                case Mutation.ItemSet set -> {
                    itemIds.add(set.id());
                    if (set.fields().containsKey(ItemField.CHECKED)) {
                        itemIds.add(Recurrences.nextOf(set.id()));
                    }
                    Optional.ofNullable(set.listId()).ifPresent(listIds::add);
                }
                case Mutation.ItemAdjust adjust -> itemIds.add(adjust.id());
                case Mutation.ItemRemove remove -> itemIds.add(remove.id());
                case Mutation.ItemApprove approve -> itemIds.add(approve.id());
                case Mutation.ListSet set ->
                    // Whoever sees the list anew has to get what is on it, too.
                    (set.fields().containsKey(ListField.SHARED_WITH) ? wholeLists : listIds).add(set.id());
                case Mutation.ListRemove remove -> wholeLists.add(remove.id());
                case Mutation.ListClearChecked clear -> wholeLists.add(clear.id());
            }
        }
        var workspace = new Workspace(family, caller, access, config);
        return workspace.read(store, itemIds, listIds, wholeLists).replaceWith(workspace);
    }

    private Uni<Void> read(FamilyStore store, Set<UUID> itemIds, Set<UUID> listIds, Set<UUID> wholeLists) {
        UUID familyId = family.familyId();
        return store.itemsOf(familyId, wholeLists)
                .invoke(this::keepItems)
                .chain(() -> store.items(familyId, itemIds))
                .invoke(this::keepItems)
                .chain(() -> {
                    // An item's own list is needed too: for its name, and to know that it is still there.
                    var all = new HashSet<>(listIds);
                    all.addAll(wholeLists);
                    items.values().forEach(item -> all.add(item.listId()));
                    return store.lists(familyId, all);
                })
                .invoke(found -> found.forEach(list -> lists.put(list.id(), list)))
                .replaceWithVoid();
    }

    private void keepItems(List<Item> found) {
        found.forEach(item -> items.put(item.id(), item));
    }

    /**
     * Applies one mutation.
     *
     * @return the newer write that stands where the mutation lost; empty where it was applied
     * @throws ProblemException where it can't be applied or the caller may not; nothing has changed then
     */
    Optional<Stamp> apply(Mutation mutation, Stamp at) {
        var item = items.get(mutation.id());
        Permit.require(
                access, viewer, mutation, item, item == null ? null : lists.get(item.listId()), listOf(mutation));
        var author = author(at);
        return switch (mutation) {
            case Mutation.ItemSet set -> set(set, author);
            case Mutation.ItemAdjust adjust -> {
                requireStorable(known(item).state(), adjust.by());
                yield become(item, ItemMerge.adjust(item.state(), adjust.by(), author), List.of("amount"));
            }
            case Mutation.ItemRemove remove ->
                item == null
                        ? Optional.empty()
                        : become(item, ItemMerge.remove(item.state(), remove.seen(), author), List.of());
            case Mutation.ItemApprove approve ->
                become(known(item), ItemMerge.approve(item.state(), approve.seen()), List.of("approval"));
            case Mutation.ListSet set -> set(set, author);
            case Mutation.ListRemove remove -> remove(remove, author);
            case Mutation.ListClearChecked clear -> clearChecked(clear, author);
        };
    }

    private GroceryList listOf(Mutation mutation) {
        return lists.get(
                mutation instanceof Mutation.ItemSet set && set.listId() != null ? set.listId() : mutation.id());
    }

    /** The author of the next change, which gets the next revision. */
    private Author author(Stamp at) {
        return new Author(caller.personId(), at, family.revision() + 1, access.asks());
    }

    /** Writes what has changed, and the events of it, into the transaction. */
    Uni<Void> save(Outbox outbox) {
        return Uni.createFrom()
                .voidItem()
                .chain(() -> io.quarkus.hibernate.reactive.panache.Panache.getSession())
                .chain(session ->
                        created.isEmpty() ? Uni.createFrom().voidItem() : session.persistAll(created.toArray()))
                .chain(() -> outbox.add(story.told()));
    }

    private Optional<Stamp> set(Mutation.ItemSet set, Author author) {
        var item = items.get(set.id());
        var target = lists.get(item == null || set.listId() != null ? set.listId() : item.listId());
        if (target == null || target.removed()) {
            throw ProblemException.of(ListProblem.LIST_UNKNOWN, null);
        }
        if (item == null) {
            if (!set.fields().containsKey(ItemField.NAME)) {
                throw ProblemException.of(ListProblem.ITEM_UNKNOWN, "A new item needs a name");
            }
            item = Item.unwritten(family.familyId(), set.id());
        }
        var before = item.id() != null && items.containsKey(item.id()) ? item.state() : ItemState.unwritten();
        var fields = new ArrayList<>(set.fields().keySet());
        if (item.listId() != null && item.listId().equals(set.listId())) {
            fields.remove(ItemField.LIST);
        }
        var newer = become(
                item,
                ItemMerge.set(before, set.fields(), author),
                fields.stream().map(ItemField::wire).toList());
        recur(item.id(), before, item.state(), author);
        return newer;
    }

    /** What recurs comes again under an id of its own: what is checked stays checked. */
    private void recur(UUID id, ItemState before, ItemState after, Author author) {
        UUID nextId = Recurrences.nextOf(id);
        var next = items.get(nextId);
        var there = next == null ? ItemState.unwritten() : next.state();
        var wanted = Recurrences.after(before, after, there, author(author.at()));
        if (!wanted.equals(there)) {
            become(
                    next == null ? Item.unwritten(family.familyId(), nextId) : next,
                    new Merged<>(wanted, Optional.empty()),
                    List.of("due", "recurrence"));
        }
    }

    private Optional<Stamp> become(Item item, Merged<ItemState> merged, List<String> fields) {
        boolean first = !items.containsKey(item.id());
        var before = first ? ItemState.unwritten() : item.state();
        boolean wasThere = !before.removed();
        if (first || !merged.state().equals(before)) {
            boolean isThere = !merged.state().removed();
            requireRoom(isThere && !wasThere, family.items(), config.maxItems(), "items");
            family.countItems((isThere ? 1 : 0) - (wasThere ? 1 : 0));
            long revision = family.next();
            item.become(merged.state(), revision);
            if (first) {
                items.put(item.id(), item);
                created.add(item);
            }
            tell(item, shown(before, lists.get(before.listId())), fields);
        }
        return merged.newer();
    }

    private void tell(Item item, ItemState before, List<String> fields) {
        var list = lists.get(item.listId());
        story.item(item.id(), before, shown(item.state(), list), list.name(), fields, item.revision());
    }

    /** As the other services see it: what is on a list that not everybody sees is not there. */
    private static ItemState shown(ItemState state, GroceryList list) {
        return list == null || list.audience().whole() ? state : state.gone();
    }

    private Optional<Stamp> set(Mutation.ListSet set, Author author) {
        var list = lists.get(set.id());
        boolean first = list == null;
        if (first) {
            if (!set.fields().containsKey(ListField.NAME)) {
                throw ProblemException.of(ListProblem.LIST_UNKNOWN, "A new list needs a name");
            }
            list = GroceryList.unwritten(family.familyId(), set.id());
        }
        var before = first ? ListState.unwritten() : list.state();
        var merged = before.set(set.fields(), author);
        boolean seenByOthers = !Objects.equals(merged.state().sharedWith(), before.sharedWith());
        become(list, merged.state(), first);
        if (seenByOthers) {
            showAnew(set.id(), before.sharedWith() == null);
        }
        return merged.newer();
    }

    /** What is on a list changes for those who see it now, or do not any more. */
    private void showAnew(UUID listId, boolean wasForAll) {
        for (var item : itemsOn(listId)) {
            item.become(item.state(), family.next());
            tell(item, wasForAll ? item.state() : item.state().gone(), List.of());
        }
    }

    private Optional<Stamp> remove(Mutation.ListRemove remove, Author author) {
        var list = lists.get(remove.id());
        if (list == null) {
            return Optional.empty();
        }
        long others = items.values().stream()
                .filter(item -> item.listId().equals(remove.id()) && !item.removed())
                .mapToLong(
                        item -> item.state().touches().byOthersThan(author.at().client()))
                .max()
                .orElse(0);
        var merged = list.state().remove(remove.seen(), others, author);
        if (merged.state().removed() && !list.removed()) {
            itemsOn(remove.id()).forEach(item -> become(item, new Merged<>(gone(item), Optional.empty()), List.of()));
        }
        become(list, merged.state(), false);
        return merged.newer();
    }

    private Optional<Stamp> clearChecked(Mutation.ListClearChecked clear, Author author) {
        Optional<Stamp> kept = Optional.empty();
        for (var item : itemsOn(clear.id())) {
            var state = item.state();
            if (state.checked()) {
                var newer = become(item, ItemMerge.remove(state, clear.seen(), author(author.at())), List.of());
                kept = newer.isPresent() ? newer : kept;
            }
        }
        return kept;
    }

    private static ItemState gone(Item item) {
        return item.state().gone();
    }

    private List<Item> itemsOn(UUID listId) {
        return items.values().stream()
                .filter(item -> item.listId().equals(listId) && !item.removed())
                .toList();
    }

    private void become(GroceryList list, ListState state, boolean first) {
        if (!first && state.equals(list.state())) {
            return;
        }
        boolean wasThere = !first && !list.removed();
        boolean wasPrivate = !first && !list.audience().whole();
        requireRoom(!state.removed() && !wasThere, family.lists(), config.maxLists(), "lists");
        family.countLists((state.removed() ? 0 : 1) - (wasThere ? 1 : 0));
        list.become(state, family.next());
        if (first) {
            lists.put(list.id(), list);
            created.add(list);
        }
        story.list(list, wasThere && !wasPrivate);
    }

    private static void requireRoom(boolean comes, int count, int limit, String what) {
        if (comes && count >= limit) {
            throw ProblemException.of(ListProblem.LIMIT_REACHED, "At most %d %s".formatted(limit, what));
        }
    }

    /** Each delta is bounded, their sum has to be too. */
    private static void requireStorable(ItemState item, BigDecimal by) {
        var sum = item.amount() == null ? by : item.amount().add(by);
        if (sum.abs().compareTo(MutationReader.LARGEST_AMOUNT) > 0) {
            throw ProblemException.invalid("by", "must keep the amount within " + MutationReader.LARGEST_AMOUNT);
        }
    }

    private static Item known(Item item) {
        if (item == null) {
            throw ProblemException.of(ListProblem.ITEM_UNKNOWN, null);
        }
        return item;
    }
}
