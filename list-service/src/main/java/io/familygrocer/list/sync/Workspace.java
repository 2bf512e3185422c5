package io.familygrocer.list.sync;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.smallrye.mutiny.Uni;

import io.familygrocer.list.ListConfig;
import io.familygrocer.list.history.History;
import io.familygrocer.list.history.HistoryRepository;
import io.familygrocer.list.membership.Access;
import io.familygrocer.list.merge.Author;
import io.familygrocer.list.merge.Mutation;
import io.familygrocer.list.merge.Stamp;
import io.familygrocer.list.store.Change;
import io.familygrocer.list.store.FamilyRevision;
import io.familygrocer.list.store.GroceryList;
import io.familygrocer.list.store.Item;
import io.familygrocer.list.store.ListStore;
import io.familygrocer.list.store.SyncClient;
import io.familygrocer.list.store.TripStore;
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

    private final FamilyRevision family;
    private final Caller caller;
    private final Access access;
    private final Viewer viewer;
    private final Documents documents;
    private final Trips trips;
    private final ItemEdits items;
    private final ListEdits lists;
    private final Assignees assignees;
    private final Map<Long, List<History.Row>> undone = new HashMap<>();

    private Workspace(Call call, Documents documents) {
        this.family = call.family;
        this.caller = call.caller;
        this.access = call.access;
        this.viewer = new Viewer(caller.personId(), access.onlyList());
        this.documents = documents;
        this.assignees = call.assignees;
        this.trips = new Trips(call.family, access, viewer, call.config.trips());
        this.items = new ItemEdits(documents, trips, this::author);
        this.lists = new ListEdits(documents, this::author);
    }

    /** Who calls, in a family that is locked. */
    record Call(
            FamilyRevision family, Caller caller, Access access, Assignees assignees, ListConfig config, Instant now) {}

    /** Reads what the mutations are about. */
    static Uni<Workspace> open(
            ListStore lists, TripStore trips, HistoryRepository log, Call call, List<Mutation> mutations) {
        var documents = new Documents(call.family, call.caller.personId(), call.config, call.now);
        var workspace = new Workspace(call, documents);
        return workspace
                .readLog(log, mutations)
                .chain(() -> workspace.trips.read(trips, mutations))
                .chain(shopped -> {
                    var wanted = Wanted.by(mutations, List.copyOf(workspace.undone.values()));
                    wanted.lists().addAll(shopped);
                    return documents.read(lists, wanted);
                })
                .replaceWith(workspace);
    }

    /** What the mutations are about was read. */
    static Workspace with(Call call, List<Item> items, List<GroceryList> lists) {
        var documents = new Documents(call.family, call.caller.personId(), call.config, call.now);
        documents.keepItems(items);
        documents.keepLists(lists);
        return new Workspace(call, documents);
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
            case Mutation.ItemSet set -> items.set(set, author);
            case Mutation.ItemAdjust adjust -> items.adjust(adjust, author);
            case Mutation.ItemRemove remove -> items.remove(remove, author);
            case Mutation.ItemApprove approve -> items.approve(approve);
            case Mutation.ListSet set -> lists.set(set, author);
            case Mutation.ListRemove remove -> lists.remove(remove, author);
            case Mutation.ListClearChecked clear -> lists.clearChecked(clear, author);
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

    /**
     * Writes what has changed, the events of it and the log, into the transaction.
     *
     * @param client whose call it is; null where nobody sends it again
     */
    Uni<Void> save(TripStore store, Ledger ledger, TripClosing closing, SyncClient client) {
        return documents
                .save()
                .chain(() -> ledger.write(left(client, Outbox.trace())))
                .chain(() -> trips.save(store, closing, documents::list));
    }

    /**
     * What the call leaves beside its documents.
     *
     * @param client whose call it is; null where nobody sends it again
     * @param trace as {@link Outbox#trace}
     */
    Ledger.Entry left(SyncClient client, String trace) {
        return new Ledger.Entry(family, client, new Outbox.Said(documents.told(), trace), documents.history());
    }

    /** Whether more follows from what was changed than is in its documents: {@link #save} sees to it. */
    boolean goesOn() {
        return trips.goOn();
    }

    /** The items that have changed or are new. */
    Collection<Item> changedItems() {
        return documents.changedItems();
    }

    /** The lists that have changed or are new. */
    Collection<GroceryList> changedLists() {
        return documents.changedLists();
    }
}
