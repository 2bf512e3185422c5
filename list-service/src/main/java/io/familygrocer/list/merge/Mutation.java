package io.familygrocer.list.merge;

import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;

/** An operation of the sync contract: explicit, never a toggle. */
public sealed interface Mutation {

    /** The document that it is about; made by the client. */
    UUID id();

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

    /** Removes the checked items of a list, as the client saw them at revision {@code seen}. */
    record ListClearChecked(UUID id, long seen) implements Mutation {}
}
