package io.familygrocer.list.privacy;

import java.math.BigDecimal;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

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

    /** The record; null where it is none that fits. */
    static ImportedRecord of(JsonNode node, ObjectMapper json, MutationReader reader) {
        try {
            var read = json.readerFor(ImportedRecord.class)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .<ImportedRecord>readValue(node);
            return read != null && read.fits() && read.isReadBy(reader, json) ? read : null;
        } catch (JsonProcessingException notARecord) {
            return null;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private boolean fits() {
        boolean item = "item".equals(kind);
        return (item || "list".equals(kind))
                && id != null
                && name != null
                && !name.isBlank()
                && (!item || listId != null && addedBy != null)
                && (amount == null || amount.abs().compareTo(MOST) <= 0 && amount.scale() > -SHORT)
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
