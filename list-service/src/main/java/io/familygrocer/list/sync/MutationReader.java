package io.familygrocer.list.sync;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

import io.familygrocer.list.merge.ItemField;
import io.familygrocer.list.merge.ListField;
import io.familygrocer.list.merge.Mutation;
import io.familygrocer.platform.web.ProblemException;

/** Reads mutations from the wire and holds them to their bounds; what fails is rejected alone, not its whole call. */
public final class MutationReader {

    /** What the column takes, and a double holds exactly. */
    static final BigDecimal LARGEST_AMOUNT = new BigDecimal("999999999.999");

    private static final int NAME = 200;
    private static final int UNIT = 40;
    private static final int NOTE = 1000;
    private static final int SLUG = 60;
    private static final int ICON = 16;
    private static final int INTEGER_DIGITS = 9;
    private static final int DECIMALS = 3;

    private MutationReader() {}

    /**
     * The mutation that an operation stands for.
     *
     * @throws ProblemException 400 that names the field and its limit
     */
    public static Mutation read(SyncRequest.Op op) {
        UUID id = needed("id", op.id());
        return switch (needed("op", op.op())) {
            case "item.set" -> new Mutation.ItemSet(id, op.listId(), itemFields(op));
            case "item.adjust" -> new Mutation.ItemAdjust(id, amount("by", needed("by", op.by())));
            case "item.remove" -> new Mutation.ItemRemove(id, needed("seen", op.seen()));
            case "item.approve" -> new Mutation.ItemApprove(id, needed("seen", op.seen()));
            case "list.set" -> new Mutation.ListSet(id, listFields(op));
            case "list.remove" -> new Mutation.ListRemove(id, needed("seen", op.seen()));
            case "list.clear-checked" -> new Mutation.ListClearChecked(id, needed("seen", op.seen()));
            default -> throw ProblemException.invalid("op", "is not a known operation");
        };
    }

    private static Map<ItemField, Object> itemFields(SyncRequest.Op op) {
        var fields = new EnumMap<ItemField, Object>(ItemField.class);
        for (var entry : entries(op).entrySet()) {
            var field = ItemField.named(entry.getKey())
                    .orElseThrow(() -> ProblemException.invalid("fields." + entry.getKey(), "is not a known field"));
            fields.put(field, value(field, entry.getValue()));
        }
        if (op.listId() != null) {
            fields.put(ItemField.LIST, op.listId());
        }
        return fields;
    }

    private static Object value(ItemField field, JsonNode value) {
        String name = "fields." + field.wire();
        return switch (field) {
            case NAME -> name(name, value);
            case AMOUNT -> value.isNull() ? null : amount(name, decimal(name, value));
            case UNIT -> text(name, value, UNIT);
            case NOTE -> text(name, value, NOTE);
            case CATEGORY -> text(name, value, SLUG);
            case CHECKED -> flag(name, value);
            case LIST -> throw new IllegalArgumentException("the list is named by the operation itself");
        };
    }

    private static Map<ListField, String> listFields(SyncRequest.Op op) {
        var fields = new EnumMap<ListField, String>(ListField.class);
        for (var entry : entries(op).entrySet()) {
            String path = "fields." + entry.getKey();
            var field = ListField.named(entry.getKey())
                    .orElseThrow(() -> ProblemException.invalid(path, "is not a known field"));
            fields.put(
                    field,
                    switch (field) {
                        case NAME -> name(path, entry.getValue());
                        case ICON -> text(path, entry.getValue(), ICON);
                    });
        }
        return fields;
    }

    private static Map<String, JsonNode> entries(SyncRequest.Op op) {
        var entries = new LinkedHashMap<String, JsonNode>();
        needed("fields", op.fields()).properties().forEach(e -> entries.put(e.getKey(), e.getValue()));
        if (entries.isEmpty() && op.listId() == null) {
            throw ProblemException.invalid("fields", "names nothing to write");
        }
        return entries;
    }

    private static String name(String field, JsonNode value) {
        String name = text(field, value, NAME);
        if (name == null || name.isBlank()) {
            throw ProblemException.invalid(field, "must not be empty");
        }
        return name.strip();
    }

    private static String text(String field, JsonNode value, int limit) {
        if (value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw ProblemException.invalid(field, "must be a text");
        }
        String text = value.textValue();
        if (text.codePointCount(0, text.length()) > limit) {
            throw ProblemException.invalid(field, "must be at most %d characters".formatted(limit));
        }
        if (text.indexOf('\0') >= 0) {
            throw ProblemException.invalid(field, "must not contain the character U+0000");
        }
        return text;
    }

    private static boolean flag(String field, JsonNode value) {
        if (!value.isBoolean()) {
            throw ProblemException.invalid(field, "must be true or false");
        }
        return value.booleanValue();
    }

    private static BigDecimal decimal(String field, JsonNode value) {
        if (!value.isNumber()) {
            throw ProblemException.invalid(field, "must be a number");
        }
        return value.decimalValue();
    }

    private static BigDecimal amount(String field, BigDecimal value) {
        boolean whole = (long) value.precision() - value.scale() <= INTEGER_DIGITS;
        boolean fine = value.signum() == 0 || value.stripTrailingZeros().scale() <= DECIMALS;
        if (!whole || !fine) {
            throw ProblemException.invalid(
                    field,
                    "must have at most %d digits before and %d after the point".formatted(INTEGER_DIGITS, DECIMALS));
        }
        return value.setScale(DECIMALS);
    }

    private static <T> T needed(String field, T value) {
        if (value == null) {
            throw ProblemException.invalid(field, "is needed");
        }
        return value;
    }
}
