package io.familygrocer.list.merge;

import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;

/** An operation of the sync contract: explicit, never a toggle. */
public sealed interface Mutation {

    /** The document that it is about; made by the client. */
    UUID id();

    /** Its name on the wire. */
    default String op() {
        return switch (this) {
            case ItemSet set -> "item.set";
            case ItemAdjust adjust -> "item.adjust";
            case ItemRemove remove -> "item.remove";
            case ItemApprove approve -> "item.approve";
            case ListSet set -> "list.set";
            case ListRemove remove -> "list.remove";
            case ListClearChecked clear -> "list.clear-checked";
            case TripStart start -> "trip.start";
            case TripClaim claim -> "trip.claim";
            case TripFinish finish -> "trip.finish";
            case Undo undo -> "undo";
        };
    }

    /** The same of another item: what is said of an alias is said of what it stands for. */
    default Mutation of(UUID item) {
        return switch (this) {
            case ItemSet set -> new ItemSet(item, set.listId(), set.fields());
            case ItemAdjust adjust -> new ItemAdjust(item, adjust.by());
            case ItemRemove remove -> new ItemRemove(item, remove.seen());
            case ItemApprove approve -> new ItemApprove(item, approve.seen());
            case ListSet set -> set;
            case ListRemove remove -> remove;
            case ListClearChecked clear -> clear;
            case TripStart start -> start;
            case TripClaim claim -> claim;
            case TripFinish finish -> finish;
            case Undo undo -> new Undo(item, undo.entry());
        };
    }

    /** Creates or edits an item; only the fields named. {@code listId} is null where the item stays where it is. */
    record ItemSet(UUID id, UUID listId, Map<ItemField, Object> fields) implements Mutation {}

    /** Adds to the amount. */
    record ItemAdjust(UUID id, BigDecimal by) implements Mutation {}

    /** Removes what the client saw at revision {@code seen}. */
    record ItemRemove(UUID id, long seen) implements Mutation {}

    /** Says yes to what a child has added, as the client saw it at revision {@code seen}. */
    record ItemApprove(UUID id, long seen) implements Mutation {}

    /** Creates or edits a list; only the fields named. */
    record ListSet(UUID id, Map<ListField, Object> fields) implements Mutation {}

    /** Removes a list and what is on it, as the client saw it at revision {@code seen}. */
    record ListRemove(UUID id, long seen) implements Mutation {}

    /**
     * Takes back what one mutation did.
     *
     * @param id what it was about, as the activity log says
     * @param entry the revision that names it in the log
     */
    record Undo(UUID id, long entry) implements Mutation {}

    /** Sets out to shop a list; {@code store} is null where nobody said. */
    record TripStart(UUID id, UUID listId, String store) implements Mutation {}

    /** Says who goes by a category on a trip; {@code personId} is null for nobody. */
    record TripClaim(UUID id, String category, UUID personId) implements Mutation {}

    /** Ends a trip; {@code review} is null where nothing is said. */
    record TripFinish(UUID id, String review) implements Mutation {}

    /** Removes the checked items of a list, as the client saw them at revision {@code seen}. */
    record ListClearChecked(UUID id, long seen) implements Mutation {}
}
