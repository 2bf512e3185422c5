package io.familygrocer.list.store;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.familygrocer.list.merge.Money;
import io.familygrocer.list.merge.Recurrence;

/** A document as clients see it: whole, so that a client never has to know a merge rule. */
public sealed interface DocumentView {

    /** The family's revision at which it last changed. */
    long revision();

    /** A list or its tombstone. */
    static DocumentView of(GroceryList list) {
        return list.removed
                ? new Tombstone("list", list.id, list.familyId, list.revision, true, null)
                : ListView.of(list);
    }

    /** An item or its tombstone. */
    static DocumentView of(Item item) {
        return item.removed
                ? new Tombstone("item", item.id, item.familyId, item.revision, true, item.mergedInto)
                : ItemView.of(item);
    }

    /** A trip. */
    static DocumentView of(Trip trip) {
        return TripView.of(trip);
    }

    /** The tombstone that stands for what somebody does not see any more. */
    static DocumentView gone(DocumentView view) {
        return switch (view) {
            case ItemView item -> new Tombstone("item", item.id, item.familyId, item.revision, true, null);
            case ListView list -> new Tombstone("list", list.id, list.familyId, list.revision, true, null);
            case TripView trip -> new Tombstone("trip", trip.id, trip.familyId, trip.revision, true, null);
            case Tombstone gone -> gone;
        };
    }

    /**
     * A list; what nobody has said is null or, after {@code icon}, not there.
     *
     * @param sharedWith who sees it besides its owner; not there for the whole family
     */
    record ListView(
            String kind,
            UUID id,
            UUID familyId,
            long revision,
            boolean deleted,
            String name,
            String icon,
            @JsonInclude(JsonInclude.Include.NON_NULL) String colour,
            @JsonInclude(JsonInclude.Include.NON_NULL) String position,
            @JsonInclude(JsonInclude.Include.NON_NULL) Boolean archived,
            @JsonInclude(JsonInclude.Include.NON_NULL) String store,
            @JsonInclude(JsonInclude.Include.NON_NULL) Boolean template,
            @JsonInclude(JsonInclude.Include.NON_NULL) Money budget,
            @JsonInclude(JsonInclude.Include.NON_NULL) UUID ownerId,
            @JsonInclude(JsonInclude.Include.NON_NULL) List<UUID> sharedWith)
            implements DocumentView {

        /** The view of a list that is there. */
        public static ListView of(GroceryList list) {
            return new ListView(
                    "list",
                    list.id,
                    list.familyId,
                    list.revision,
                    false,
                    list.name,
                    list.icon,
                    list.colour,
                    list.position,
                    list.archived ? Boolean.TRUE : null,
                    list.store,
                    list.template ? Boolean.TRUE : null,
                    list.budget(),
                    list.ownerId,
                    list.sharedWith());
        }
    }

    /**
     * An item; what nobody has said is null or, after {@code approval}, not there.
     *
     * @param approval {@code asked} while an adult's yes is waited for
     * @param addedAt when it came onto the list, by the server's clock
     * @param checkedAt when it was checked, by the clock of who checked it
     * @param boughtTwice who has bought it besides {@code checkedBy}
     */
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
            String approval,
            Instant addedAt,
            @JsonInclude(JsonInclude.Include.NON_NULL) Instant checkedAt,
            @JsonInclude(JsonInclude.Include.NON_NULL) String barcode,
            @JsonInclude(JsonInclude.Include.NON_NULL) String photo,
            @JsonInclude(JsonInclude.Include.NON_NULL) Boolean urgent,
            @JsonInclude(JsonInclude.Include.NON_NULL) UUID assignedTo,
            @JsonInclude(JsonInclude.Include.NON_NULL) List<String> stores,
            @JsonInclude(JsonInclude.Include.NON_NULL) LocalDate due,
            @JsonInclude(JsonInclude.Include.NON_NULL) Boolean notFound,
            @JsonInclude(JsonInclude.Include.NON_NULL) Money estimatedPrice,
            @JsonInclude(JsonInclude.Include.NON_NULL) Money paidPrice,
            @JsonInclude(JsonInclude.Include.NON_NULL) Recurrence recurrence,
            @JsonInclude(JsonInclude.Include.NON_NULL) UUID skippedIn,
            @JsonInclude(JsonInclude.Include.NON_NULL) UUID boughtTwice)
            implements DocumentView {

        /** The view of an item that is there. */
        public static ItemView of(Item item) {
            var details = Details.parse(item.details);
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
                    item.askedRevision == null ? null : "asked",
                    item.createdAt,
                    item.checkedAt,
                    details.barcode(),
                    details.photo(),
                    details.urgent(),
                    item.assignedTo,
                    details.stores(),
                    details.due(),
                    details.notFound(),
                    details.estimatedPrice(),
                    details.paidPrice(),
                    details.recurrence(),
                    details.skippedIn(),
                    details.boughtTwice());
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

    /**
     * A shopping trip.
     *
     * @param claims who goes by which category
     * @param finishedAt when it ended; not there while it runs
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TripView(
            String kind,
            UUID id,
            UUID familyId,
            UUID listId,
            long revision,
            @JsonProperty("deleted") boolean deleted,
            String store,
            UUID startedBy,
            Instant startedAt,
            Map<String, UUID> claims,
            UUID finishedBy,
            Instant finishedAt,
            String review)
            implements DocumentView {

        /** The view of a trip. */
        public static TripView of(Trip trip) {
            return new TripView(
                    "trip",
                    trip.id,
                    trip.familyId,
                    trip.listId,
                    trip.revision,
                    false,
                    trip.store,
                    trip.startedBy,
                    trip.startedAt,
                    trip.claimants(),
                    trip.finishedBy,
                    trip.finishedAt,
                    trip.review);
        }
    }

    /**
     * What is gone: no content, only that it went. {@code mergedInto} is the item that it was folded into: what is said
     * of this id from now on is said of that one.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Tombstone(
            String kind,
            UUID id,
            UUID familyId,
            long revision,
            @JsonProperty("deleted") boolean deleted,
            UUID mergedInto)
            implements DocumentView {}
}
