package io.familygrocer.list.sync;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.smallrye.mutiny.Uni;

import io.familygrocer.list.ListConfig;
import io.familygrocer.list.ListProblem;
import io.familygrocer.list.history.History;
import io.familygrocer.list.history.HistoryRepository;
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
import io.familygrocer.list.store.Change;
import io.familygrocer.list.store.FamilyRevision;
import io.familygrocer.list.store.FamilyStore;
import io.familygrocer.list.store.GroceryList;
import io.familygrocer.list.store.Item;
import io.familygrocer.list.store.Viewer;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.ProblemException;

/**
 * Applies the mutations of one call: the documents that they touch are read at once, changed in memory by the merge
 * rules and written at once, so that the number of statements does not grow with the number of mutations. Lives within
 * one transaction that holds the family's lock.
 */
final class Workspace {

    private final Caller caller;
    private final Access access;
    private final Viewer viewer;
    private final Documents documents;
    private final Trips trips;
    private final Assignees assignees;
    private final Map<Long, List<History.Row>> undone = new HashMap<>();

    private Workspace(Call call, Documents documents) {
        this.caller = call.caller;
        this.access = call.access;
        this.viewer = new Viewer(caller.personId(), access.onlyList());
        this.documents = documents;
        this.assignees = call.assignees;
        this.trips = new Trips(call.family, access, viewer, call.config.trips());
    }

    /** Who calls, in a family that is locked. */
    record Call(
            FamilyRevision family, Caller caller, Access access, Assignees assignees, ListConfig config, Instant now) {}

    /** Reads what the mutations are about. */
    static Uni<Workspace> open(FamilyStore store, HistoryRepository log, Call call, List<Mutation> mutations) {
        var documents = new Documents(call.family, call.caller.personId(), call.config, call.now);
        var workspace = new Workspace(call, documents);
        return workspace
                .readLog(log, mutations)
                .chain(() -> workspace.trips.read(store, mutations))
                .chain(lists -> {
                    var wanted = Wanted.by(mutations, List.copyOf(workspace.undone.values()));
                    wanted.lists().addAll(lists);
                    return documents.read(store, wanted);
                })
                .replaceWith(workspace);
    }

    private Uni<Void> readLog(HistoryRepository log, List<Mutation> mutations) {
        Uni<Void> read = Uni.createFrom().voidItem();
        for (var mutation : mutations) {
            if (mutation instanceof Mutation.Undo undo) {
                read = read.chain(() -> log.entry(documents.familyId(), undo.entry()))
                        .invoke(rows -> undone.put(undo.entry(), rows))
                        .replaceWithVoid();
            }
        }
        return read;
    }

    /**
     * What one mutation came to.
     *
     * @param newer the newer write that stands where it lost; empty where it was applied
     * @param document what it was applied to: behind an alias the item that it stands for
     * @param merged whether it was folded into that document
     * @param entry the revision that names it in the activity log; empty where it changed nothing
     */
    record Applied(Optional<Stamp> newer, UUID document, boolean merged, Optional<Long> entry) {}

    /**
     * Applies one mutation.
     *
     * @throws ProblemException where it can't be applied or the caller may not; nothing has changed then
     */
    Applied apply(Mutation said, Stamp at) {
        var mutation = said.of(documents.resolved(said.id()));
        var there = documents.item(mutation.id());
        var home = there == null ? null : documents.list(there.listId());
        Permit.require(access, viewer, mutation, there, home, listOf(mutation));
        assignees.require(mutation, there);
        var author = author(at);
        Optional<Stamp> newer = switch (mutation) {
            case Mutation.ItemSet set -> set(set, author);
            case Mutation.ItemAdjust adjust -> {
                var item = known(documents.item(adjust.id()));
                requireStorable(item.state(), adjust.by());
                requireListOf(item);
                yield become(item, ItemMerge.adjust(item.state(), adjust.by(), author), List.of("amount"));
            }
            case Mutation.ItemRemove remove -> {
                var item = documents.item(remove.id());
                yield item == null
                        ? Optional.empty()
                        : become(item, ItemMerge.remove(item.state(), remove.seen(), author), List.of());
            }
            case Mutation.ItemApprove approve -> {
                var item = known(documents.item(approve.id()));
                yield become(item, ItemMerge.approve(item.state(), approve.seen()), List.of("approval"));
            }
            case Mutation.ListSet set -> set(set, author);
            case Mutation.ListRemove remove -> remove(remove, author);
            case Mutation.ListClearChecked clear -> clearChecked(clear, author);
            case Mutation.TripStart start -> trips.start(start, author, documents::list);
            case Mutation.TripClaim claim -> trips.claim(claim, author, documents::list);
            case Mutation.TripFinish finish -> trips.finish(finish, author, documents::list);
            case Mutation.Undo undo ->
                new Undoing(documents, access, viewer, undone.getOrDefault(undo.entry(), List.of()))
                        .undo(undo, () -> author(at));
        };
        UUID document = documents.resolved(said.id());
        boolean merged = mutation instanceof Mutation.ItemSet && !document.equals(mutation.id());
        return new Applied(newer, document, merged, done(mutation, document, at));
    }

    private GroceryList listOf(Mutation mutation) {
        return documents.list(
                mutation instanceof Mutation.ItemSet set && set.listId() != null ? set.listId() : mutation.id());
    }

    private Optional<Long> done(Mutation mutation, UUID document, Stamp at) {
        if (!(mutation instanceof Mutation.Undo undo)) {
            return documents.done(mutation.op(), document, at);
        }
        var rows = undone.get(undo.entry());
        var done = documents.undone(undo.op(), document, at, rows.getLast());
        if (done.isPresent()) {
            undone.put(undo.entry(), List.of()); // once is enough, also within one call
        }
        return done;
    }

    /** The author of the next change, which gets the next revision. */
    private Author author(Stamp at) {
        return new Author(caller.personId(), at, documents.revision() + 1, access.asks());
    }

    /** As {@link Documents#changes}. */
    Optional<List<Change>> changes() {
        // What changed of trips is read, not remembered.
        return trips.touched() ? Optional.empty() : documents.changes();
    }

    /** Writes what has changed, and the events of it, into the transaction. */
    Uni<Void> save(FamilyStore store, Outbox outbox, HistoryRepository log, TripClosing closing) {
        return documents.save(outbox, log).chain(() -> trips.save(store, closing, documents::list));
    }

    private Optional<Stamp> set(Mutation.ItemSet set, Author author) {
        var item = documents.item(set.id());
        var target = documents.list(item == null || set.listId() != null ? set.listId() : item.listId());
        if (target == null || target.removed()) {
            throw ProblemException.of(ListProblem.LIST_UNKNOWN, null);
        }
        if (item == null) {
            return create(set, author);
        }
        var fields = new ArrayList<>(set.fields().keySet());
        if (item.listId().equals(set.listId())) {
            fields.remove(ItemField.LIST);
        }
        var before = item.state();
        var newer = become(item, ItemMerge.set(before, set.fields(), author), wire(fields));
        noteCheck(item, set, author);
        recur(item.id(), before, item.state(), author);
        return newer;
    }

    /** A check that comes late still counts for the trip on which it happened. */
    private void noteCheck(Item item, Mutation.ItemSet set, Author author) {
        if (Boolean.TRUE.equals(set.fields().get(ItemField.CHECKED))) {
            trips.checked(item.listId(), Instant.ofEpochMilli(author.at().millis()));
        }
    }

    /** What recurs comes again under an id of its own: what is checked stays checked. */
    private void recur(UUID id, ItemState before, ItemState after, Author author) {
        UUID nextId = Recurrences.nextOf(id);
        var next = documents.item(nextId);
        var there = next == null ? ItemState.unwritten() : next.state();
        var wanted = Recurrences.after(before, after, there, author(author.at()));
        if (!wanted.equals(there)) {
            documents.become(
                    next == null ? Item.unwritten(documents.familyId(), nextId) : next,
                    wanted,
                    List.of("due", "recurrence"));
        }
    }

    private Optional<Stamp> create(Mutation.ItemSet set, Author author) {
        if (!set.fields().containsKey(ItemField.NAME)) {
            throw ProblemException.of(ListProblem.ITEM_UNKNOWN, "A new item needs a name");
        }
        var created = ItemMerge.set(ItemState.unwritten(), set.fields(), author).state();
        var fields = wire(new ArrayList<>(set.fields().keySet()));
        documents
                .fold(created, author)
                .ifPresentOrElse(
                        fold -> {
                            documents.become(fold.item(), fold.state(), fields);
                            noteCheck(fold.item(), set, author);
                            documents.alias(set.id(), fold.item(), created);
                        },
                        () -> {
                            documents.become(Item.unwritten(documents.familyId(), set.id()), created, fields);
                            noteCheck(documents.item(set.id()), set, author);
                            recur(set.id(), ItemState.unwritten(), created, author);
                        });
        return Optional.empty();
    }

    private static List<String> wire(List<ItemField> fields) {
        return fields.stream().map(ItemField::wire).toList();
    }

    private Optional<Stamp> become(Item item, Merged<ItemState> merged, List<String> fields) {
        documents.become(item, merged.state(), fields);
        return merged.newer();
    }

    private Optional<Stamp> set(Mutation.ListSet set, Author author) {
        var list = documents.list(set.id());
        var before = list == null ? ListState.unwritten() : list.state();
        if (list == null) {
            if (!set.fields().containsKey(ListField.NAME)) {
                throw ProblemException.of(ListProblem.LIST_UNKNOWN, "A new list needs a name");
            }
            list = GroceryList.unwritten(documents.familyId(), set.id());
        }
        var merged = before.set(set.fields(), author);
        documents.become(list, merged.state());
        documents.showAnew(list, before);
        return merged.newer();
    }

    private Optional<Stamp> remove(Mutation.ListRemove remove, Author author) {
        var list = documents.list(remove.id());
        if (list == null) {
            return Optional.empty();
        }
        var merged = list.state().remove(remove.seen(), documents.touchedByOthers(remove.id(), author), author);
        if (merged.state().removed() && !list.removed()) {
            documents
                    .itemsOn(remove.id())
                    .forEach(item -> documents.become(item, item.state().gone(), List.of()));
        }
        documents.become(list, merged.state());
        return merged.newer();
    }

    private Optional<Stamp> clearChecked(Mutation.ListClearChecked clear, Author author) {
        Optional<Stamp> kept = Optional.empty();
        for (var item : documents.itemsOn(clear.id())) {
            var state = item.state();
            if (state.checked()) {
                var newer = become(item, ItemMerge.remove(state, clear.seen(), author(author.at())), List.of());
                kept = newer.isPresent() ? newer : kept;
            }
        }
        return kept;
    }

    /** Each delta is bounded, their sum has to be too. */
    private static void requireStorable(ItemState item, BigDecimal by) {
        var sum = item.amount() == null ? by : item.amount().add(by);
        if (sum.abs().compareTo(MutationReader.LARGEST_AMOUNT) > 0) {
            throw ProblemException.invalid("by", "must keep the amount within " + MutationReader.LARGEST_AMOUNT);
        }
    }

    /** What went with its list does not come back without it. */
    private void requireListOf(Item item) {
        var list = documents.list(item.listId());
        if (list == null || list.removed()) {
            throw ProblemException.of(ListProblem.LIST_UNKNOWN, null);
        }
    }

    private static Item known(Item item) {
        if (item == null) {
            throw ProblemException.of(ListProblem.ITEM_UNKNOWN, null);
        }
        return item;
    }
}
