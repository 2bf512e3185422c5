package io.familygrocer.list.sync;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import io.familygrocer.list.ListProblem;
import io.familygrocer.list.history.History;
import io.familygrocer.list.history.Registers;
import io.familygrocer.list.membership.Access;
import io.familygrocer.list.membership.Capability;
import io.familygrocer.list.merge.Author;
import io.familygrocer.list.merge.ItemField;
import io.familygrocer.list.merge.ItemState;
import io.familygrocer.list.merge.ListField;
import io.familygrocer.list.merge.ListState;
import io.familygrocer.list.merge.Mutation;
import io.familygrocer.list.merge.Stamp;
import io.familygrocer.list.merge.Undo;
import io.familygrocer.list.store.GroceryList;
import io.familygrocer.list.store.Item;
import io.familygrocer.list.store.Viewer;
import io.familygrocer.platform.web.CommonProblem;
import io.familygrocer.platform.web.ProblemException;

/** Takes back what one mutation did, document by document, the last first. */
final class Undoing {

    /** More than that is put right by hand: it would hold the family's lock for too long. */
    private static final int MAX_DOCUMENTS = 10_000;

    private final Documents documents;
    private final Access access;
    private final Viewer viewer;
    private final List<History.Row> rows;

    Undoing(Documents documents, Access access, Viewer viewer, List<History.Row> rows) {
        this.documents = documents;
        this.access = access;
        this.viewer = viewer;
        this.rows = rows.reversed();
    }

    /**
     * Takes it back.
     *
     * @param author of the next change
     * @return the newer write that stands where something of it was changed since
     * @throws ProblemException 404 where the log has it not or the caller does not see it, 403 where they may not, 409
     *     where it is taken back already or too much
     */
    Optional<Stamp> undo(Mutation.Undo undo, Supplier<Author> author) {
        if (rows.isEmpty()
                || !rows.getFirst().subjectId().equals(undo.id())
                || !rows.stream().allMatch(this::isSeen)) {
            throw ProblemException.of(ListProblem.ACTIVITY_UNKNOWN, null);
        }
        if (rows.getFirst().undone()) {
            throw ProblemException.of(ListProblem.ALREADY_UNDONE, null);
        }
        if (rows.size() > MAX_DOCUMENTS) {
            throw ProblemException.of(ListProblem.NOT_UNDOABLE, "It changed " + rows.size());
        }
        rows.forEach(this::requireRight);
        documents.requireRoomForItems((int)
                rows.stream().filter(row -> row.isItem() && comesBack(row)).count());
        documents.requireRoomForLists((int)
                rows.stream().filter(row -> !row.isItem() && comesBack(row)).count());
        Optional<Stamp> newer = Optional.empty();
        for (var row : rows) {
            var stands = row.isItem() ? item(row, author.get()) : list(row, author.get());
            newer = stands.isPresent() ? stands : newer;
        }
        return newer;
    }

    private boolean isSeen(History.Row row) {
        return isSeen(row.listId()) && (row.toListId() == null || isSeen(row.toListId()));
    }

    private boolean isSeen(UUID listId) {
        var list = documents.list(listId);
        return list == null ? access.sees(listId) : viewer.sees(list);
    }

    private void requireRight(History.Row row) {
        if (row.isItem()) {
            requireRight(Registers.itemBefore(row), Registers.itemAfter(row));
        } else {
            requireRight(Registers.listBefore(row), Registers.listAfter(row));
            requireOwner(row);
        }
    }

    private void requireRight(ItemState before, ItemState after) {
        if (before.removed()) {
            access.require(Capability.ITEM_REMOVE);
        } else if (after.removed()) {
            access.require(Capability.ITEM_ADD);
        } else {
            for (var field : Undo.changed(before, after)) {
                access.require(ItemField.SHOPPING.contains(field) ? Capability.ITEM_CHECK : Capability.ITEM_EDIT);
            }
        }
        if (before.askedAt() != null && after.askedAt() == null) {
            access.require(Capability.ITEM_APPROVE);
        }
    }

    /** Who sees a list is for its owner to say. */
    private void requireOwner(History.Row row) {
        var list = documents.list(row.docId());
        boolean theirs =
                list == null || list.ownerId() == null || list.ownerId().equals(viewer.personId());
        if (Registers.fields(row.after()).has(ListField.SHARED_WITH.wire()) && row.before() != null && !theirs) {
            throw ProblemException.of(CommonProblem.FORBIDDEN, "Only its owner says who sees a list");
        }
    }

    private void requireRight(ListState before, ListState after) {
        if (before.removed()) {
            access.require(Capability.LIST_REMOVE);
        } else {
            access.require(after.removed() ? Capability.LIST_CREATE : Capability.LIST_EDIT);
        }
    }

    private boolean comesBack(History.Row row) {
        if (row.isItem()) {
            var item = documents.item(row.docId());
            return item != null
                    && item.removed()
                    && !Registers.itemBefore(row).removed()
                    && Registers.itemAfter(row).removed();
        }
        var list = documents.list(row.docId());
        return list != null && list.removed() && Registers.listAfter(row).removed();
    }

    private Optional<Stamp> item(History.Row row, Author author) {
        Item item = documents.item(row.docId());
        if (item == null) {
            return Optional.empty(); // cleaned away since
        }
        var before = Registers.itemBefore(row);
        var after = Registers.itemAfter(row);
        var done = new Undo.Done<>(before, after, Stamp.parse(row.stamp()), row.revision());
        var undone = Undo.item(item.state(), done, author);
        var list = documents.list(undone.state().listId());
        boolean homeless = !undone.state().removed() && (list == null || list.removed());
        boolean tooMuch = undone.state().amount() != null
                && undone.state().amount().abs().compareTo(MutationReader.LARGEST_AMOUNT) > 0;
        if (homeless || tooMuch) {
            return item.state().clocks().of(ItemField.NAME);
        }
        var fields = Undo.changed(item.state(), undone.state()).stream()
                .map(ItemField::wire)
                .toList();
        documents.become(item, undone.state(), fields);
        return undone.newer();
    }

    private Optional<Stamp> list(History.Row row, Author author) {
        GroceryList list = documents.list(row.docId());
        if (list == null) {
            return Optional.empty(); // cleaned away since
        }
        var done = new Undo.Done<>(
                Registers.listBefore(row), Registers.listAfter(row), Stamp.parse(row.stamp()), row.revision());
        var undone = Undo.list(list.state(), done, documents.touchedByOthers(list.id(), author), author);
        if (undone.state().removed() && !list.removed()) {
            documents
                    .itemsOn(list.id())
                    .forEach(item -> documents.become(item, item.state().gone(), List.of()));
        }
        var before = list.state();
        documents.become(list, undone.state());
        documents.showAnew(list, before);
        return undone.newer();
    }
}
