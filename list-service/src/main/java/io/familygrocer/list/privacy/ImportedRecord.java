package io.familygrocer.list.privacy;

import java.math.BigDecimal;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.familygrocer.list.merge.ItemField;
import io.familygrocer.list.sync.MutationReader;
import io.familygrocer.list.sync.SyncRequest;
import io.familygrocer.platform.web.ProblemException;

/** A list or an item of an archive, within the bounds of what a client could have made. */
record ImportedRecord(
        String kind,
        UUID id,
        UUID listId,
        String name,
        String icon,
        BigDecimal amount,
        String unit,
        String note,
        String category,
        String productId,
        boolean checked,
        UUID addedBy,
        UUID checkedBy,
        UUID assignedTo,
        ObjectNode details,
        String colour,
        String position,
        Boolean archived,
        String store,
        Boolean template,
        JsonNode budget) {

    private static final int NAME = 200;
    private static final int NOTE = 1_000;
    private static final int SHORT = 64;
    private static final BigDecimal MOST = new BigDecimal("999999999");
    private static final String BOUGHT_TWICE = ItemField.BOUGHT_TWICE.wire();

    /** What an item may say in its details; the trip on which it was left out is not in the archive. */
    private static final Set<String> DETAILS = Stream.of(
                    ItemField.BARCODE,
                    ItemField.PHOTO,
                    ItemField.URGENT,
                    ItemField.STORES,
                    ItemField.DUE,
                    ItemField.NOT_FOUND,
                    ItemField.ESTIMATED_PRICE,
                    ItemField.PAID_PRICE,
                    ItemField.RECURRENCE,
                    ItemField.BOUGHT_TWICE)
            .map(ItemField::wire)
            .collect(Collectors.toUnmodifiableSet());

    /** The record; null where it is none that fits. */
    static ImportedRecord of(JsonNode node, ObjectMapper json, MutationReader reader) {
        try {
            var read = json.readerFor(ImportedRecord.class)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .<ImportedRecord>readValue(node);
            return read != null && read.withoutStrayDetails().fits() && read.isReadBy(reader, json) ? read : null;
        } catch (JsonProcessingException notARecord) {
            return null;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Whatever else stands there would be in the way of whoever reads the item. */
    private ImportedRecord withoutStrayDetails() {
        if (details != null) {
            details.retain(DETAILS);
            if (!isId(details.path(BOUGHT_TWICE).asText())) {
                details.remove(BOUGHT_TWICE);
            }
        }
        return this;
    }

    private static boolean isId(String text) {
        try {
            return UUID.fromString(text).toString().equalsIgnoreCase(text);
        } catch (IllegalArgumentException notAnId) {
            return false;
        }
    }

    private boolean fits() {
        boolean item = "item".equals(kind);
        return (item || "list".equals(kind))
                && id != null
                && name != null
                && !name.isBlank()
                && (!item || listId != null && addedBy != null)
                && (amount == null
                        || amount.abs().compareTo(MOST) <= 0 && amount.scale() > -SHORT && amount.scale() < SHORT)
                && clean(name, NAME)
                && clean(icon, SHORT)
                && clean(unit, SHORT)
                && clean(note, NOTE)
                && clean(category, SHORT)
                && clean(productId, SHORT);
    }

    /** What a client could write is within the bounds; the rest of a record is checked by {@link #fits}. */
    private boolean isReadBy(MutationReader reader, ObjectMapper json) {
        var fields = details == null ? json.createObjectNode() : details.deepCopy();
        fields.remove(BOUGHT_TWICE); // no client may say it, but it is so
        if (kind.equals("list")) {
            fields = json.createObjectNode();
            fields.put("colour", colour);
            fields.put("position", position);
            fields.put("store", store);
            fields.set("budget", budget == null ? fields.nullNode() : budget);
        }
        fields.put("name", name);
        try {
            String op = kind.equals("list") ? "list.set" : "item.set";
            reader.read(new SyncRequest.Op(1, null, op, id, null, fields, null, null));
            return true;
        } catch (ProblemException outOfBounds) {
            return false;
        }
    }

    private static boolean clean(String text, int length) {
        return text == null || text.length() <= length && text.indexOf('\0') < 0;
    }
}
