package io.familygrocer.list.history;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import io.familygrocer.list.merge.Clocks;
import io.familygrocer.list.merge.ItemField;
import io.familygrocer.list.merge.ItemState;
import io.familygrocer.list.merge.ListField;
import io.familygrocer.list.merge.ListState;
import io.familygrocer.list.merge.Money;
import io.familygrocer.list.merge.Recurrence;
import io.familygrocer.list.merge.Touches;

/** The states of documents as the log keeps them: what each field said, without the clocks. */
public final class Registers {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final String REMOVED = "removed";
    private static final String ADDED_BY = "addedBy";
    private static final String CHECKED_BY = "checkedBy";
    private static final String ASKED_AT = "askedAt";
    private static final String FIELDS = "fields";

    private Registers() {}

    static String whole(ItemState item) {
        var all = JSON.createObjectNode().put(REMOVED, item.removed());
        putUuid(all, ADDED_BY, item.addedBy());
        putUuid(all, CHECKED_BY, item.checkedBy());
        if (item.askedAt() != null) {
            all.put(ASKED_AT, item.askedAt());
        }
        var fields = all.putObject(FIELDS);
        item.registers().forEach((field, value) -> fields.set(field.wire(), node(value)));
        return all.toString();
    }

    static String changed(ItemState before, ItemState after) {
        var all = JSON.createObjectNode().put(REMOVED, after.removed());
        if (after.askedAt() != null) {
            all.put(ASKED_AT, after.askedAt());
        }
        var fields = all.putObject(FIELDS);
        for (var field : ItemField.values()) {
            Object value = after.registers().get(field);
            if (!Objects.equals(before.registers().get(field), value)) {
                fields.set(field.wire(), node(value));
            }
        }
        return all.toString();
    }

    static String whole(ListState list) {
        var all = JSON.createObjectNode().put(REMOVED, list.removed());
        var fields = all.putObject(FIELDS);
        for (var field : ListField.values()) {
            if (list.registers().get(field) != null) {
                fields.set(field.wire(), node(list.registers().get(field)));
            }
        }
        return all.toString();
    }

    static String changed(ListState before, ListState after) {
        var all = JSON.createObjectNode().put(REMOVED, after.removed());
        var fields = all.putObject(FIELDS);
        for (var field : ListField.values()) {
            Object value = after.registers().get(field);
            if (!Objects.equals(before.registers().get(field), value)) {
                fields.set(field.wire(), node(value));
            }
        }
        return all.toString();
    }

    /** How an item was before the change of a row; {@link ItemState#unwritten()} where it was not there. */
    public static ItemState itemBefore(History.Row row) {
        return row.before() == null ? ItemState.unwritten() : item(read(row.before()), Map.of());
    }

    /** How an item was after the change of a row. */
    public static ItemState itemAfter(History.Row row) {
        var before = itemBefore(row);
        var after = read(row.after());
        var all = JSON.createObjectNode();
        putUuid(all, ADDED_BY, before.addedBy());
        putUuid(all, CHECKED_BY, before.checkedBy());
        all.setAll((ObjectNode) after);
        return item(all, before.registers());
    }

    private static ItemState item(JsonNode json, Map<ItemField, Object> base) {
        var registers = new EnumMap<ItemField, Object>(ItemField.class);
        registers.putAll(base);
        json.path(FIELDS).properties().forEach(entry -> {
            for (var field : ItemField.values()) {
                if (field.wire().equals(entry.getKey())) {
                    registers.put(field, value(field, entry.getValue()));
                }
            }
        });
        return new ItemState(
                registers,
                uuid(json, ADDED_BY),
                uuid(json, CHECKED_BY),
                json.path(REMOVED).booleanValue(),
                json.has(ASKED_AT) ? json.get(ASKED_AT).longValue() : null,
                Clocks.none(ItemField.class),
                Touches.NONE);
    }

    /** How a list was before the change of a row; {@link ListState#unwritten()} where it was not there. */
    public static ListState listBefore(History.Row row) {
        return row.before() == null ? ListState.unwritten() : list(ListState.unwritten(), read(row.before()));
    }

    /** How a list was after the change of a row. */
    public static ListState listAfter(History.Row row) {
        return list(listBefore(row), read(row.after()));
    }

    private static ListState list(ListState base, JsonNode json) {
        var values = new EnumMap<ListField, Object>(ListField.class);
        for (var field : ListField.values()) {
            var said = json.path(FIELDS).get(field.wire());
            values.put(field, said == null ? base.registers().get(field) : value(field, said));
        }
        return new ListState(
                values, null, json.path(REMOVED).booleanValue(), Clocks.none(ListField.class), Touches.NONE);
    }

    /** The fields that a change wrote, for people: what they were, or what they became. */
    public static ObjectNode fields(String state) {
        var fields = state == null ? null : read(state).get(FIELDS);
        return fields instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    }

    private static Object value(ItemField field, JsonNode value) {
        return switch (field) {
            case LIST, ASSIGNED_TO, SKIPPED_IN, BOUGHT_TWICE -> as(UUID.class, value);
            case AMOUNT -> as(BigDecimal.class, value);
            case DUE -> as(LocalDate.class, value);
            case ESTIMATED_PRICE, PAID_PRICE -> as(Money.class, value);
            case RECURRENCE -> as(Recurrence.class, value);
            case STORES -> value.isNull() ? null : List.of(as(String[].class, value));
            default -> simple(value);
        };
    }

    private static Object value(ListField field, JsonNode value) {
        return switch (field) {
            case BUDGET -> as(Money.class, value);
            case SHARED_WITH -> value.isNull() ? null : List.of(as(UUID[].class, value));
            default -> simple(value);
        };
    }

    private static Object simple(JsonNode value) {
        return value.isBoolean() ? Boolean.valueOf(value.booleanValue()) : value.textValue();
    }

    private static <T> T as(Class<T> type, JsonNode value) {
        try {
            return value.isNull() ? null : JSON.treeToValue(value, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the log holds what is no " + type.getSimpleName(), e);
        }
    }

    private static JsonNode node(Object value) {
        return JSON.valueToTree(value);
    }

    private static void putUuid(ObjectNode json, String name, UUID id) {
        if (id != null) {
            json.put(name, id.toString());
        }
    }

    private static UUID uuid(JsonNode json, String name) {
        return json.has(name) ? UUID.fromString(json.get(name).textValue()) : null;
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the log holds what is no JSON", e);
        }
    }
}
