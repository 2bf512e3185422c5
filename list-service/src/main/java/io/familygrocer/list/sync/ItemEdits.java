package io.familygrocer.list.sync;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import io.familygrocer.list.ListProblem;
import io.familygrocer.list.merge.Author;
import io.familygrocer.list.merge.ItemField;
import io.familygrocer.list.merge.ItemMerge;
import io.familygrocer.list.merge.ItemState;
import io.familygrocer.list.merge.Merged;
import io.familygrocer.list.merge.Mutation;
import io.familygrocer.list.merge.Stamp;
import io.familygrocer.list.recurrence.Recurrences;
import io.familygrocer.list.store.Item;
import io.familygrocer.platform.web.ProblemException;

/**
 * What mutations make of items, by the merge rules, with all that follows from it: a new item is folded into its equal, a
 * check counts for its trip, what recurs comes again. Each answers the newer write that stands where it lost.
 */
final class ItemEdits {

    private final Documents documents;
    private final Trips trips;
    private final Function<Stamp, Author> authors;

    /**
     * Edits within a workspace.
     *
     * @param authors the author of the next change at a stamp
     */
    ItemEdits(Documents documents, Trips trips, Function<Stamp, Author> authors) {
        this.documents = documents;
        this.trips = trips;
        this.authors = authors;
    }

    Optional<Stamp> set(Mutation.ItemSet set, Author author) {
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

    Optional<Stamp> adjust(Mutation.ItemAdjust adjust, Author author) {
        var item = known(documents.item(adjust.id()));
        requireStorable(item.state(), adjust.by());
        requireListOf(item);
        return become(item, ItemMerge.adjust(item.state(), adjust.by(), author), List.of("amount"));
    }

    Optional<Stamp> remove(Mutation.ItemRemove remove, Author author) {
        var item = documents.item(remove.id());
        return item == null
                ? Optional.empty()
                : become(item, ItemMerge.remove(item.state(), remove.seen(), author), List.of());
    }

    Optional<Stamp> approve(Mutation.ItemApprove approve) {
        var item = known(documents.item(approve.id()));
        return become(item, ItemMerge.approve(item.state(), approve.seen()), List.of("approval"));
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
        var wanted = Recurrences.after(before, after, there, authors.apply(author.at()));
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
