package io.familygrocer.list.store;

import java.math.BigDecimal;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/** A document as clients see it: whole, so that a client never has to know a merge rule. */
public sealed interface DocumentView {

    /** The family's revision at which it last changed. */
    long revision();

    /** A list or its tombstone. */
    static DocumentView of(GroceryList list) {
        return list.removed
                ? new Tombstone("list", list.id, list.familyId, list.revision, true)
                : new ListView("list", list.id, list.familyId, list.revision, false, list.name, list.icon);
    }

    /** An item or its tombstone. */
    static DocumentView of(Item item) {
        return item.removed ? new Tombstone("item", item.id, item.familyId, item.revision, true) : ItemView.of(item);
    }

    /** The tombstone that stands for an item that is elsewhere now. */
    static DocumentView gone(DocumentView view) {
        return view instanceof ItemView item
                ? new Tombstone("item", item.id, item.familyId, item.revision, true)
                : view;
    }

    /** A list. */
    record ListView(String kind, UUID id, UUID familyId, long revision, boolean deleted, String name, String icon)
            implements DocumentView {}

    /** An item; what nobody has said is null. {@code approval} is {@code asked} while an adult's yes is waited for. */
    record ItemView(
            String kind,
            UUID id,
            UUID familyId,
            UUID listId,
            long revision,
            boolean deleted,
            String name,
            BigDecimal amount,
            String unit,
            String note,
            String category,
            String productId,
            boolean checked,
            UUID addedBy,
            UUID checkedBy,
            String approval)
            implements DocumentView {

        /** The view of an item that is there. */
        public static ItemView of(Item item) {
            return new ItemView(
                    "item",
                    item.id,
                    item.familyId,
                    item.listId,
                    item.revision,
                    false,
                    item.name,
                    plain(item.amount),
                    item.unit,
                    item.note,
                    item.category,
                    item.productId,
                    item.checked,
                    item.addedBy,
                    item.checkedBy,
                    item.askedRevision == null ? null : "asked");
        }

        /** 2.500 and 2.5 are one amount and have one form; 100 is not 1E+2. */
        private static BigDecimal plain(BigDecimal amount) {
            if (amount == null) {
                return null;
            }
            var stripped = amount.stripTrailingZeros();
            return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
        }
    }

    /** What is gone: no content, only that it went. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Tombstone(
            String kind,
            UUID id,
            UUID familyId,
            long revision,
            @JsonProperty("deleted") boolean deleted) implements DocumentView {}
}
