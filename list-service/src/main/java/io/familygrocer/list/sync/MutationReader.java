package io.familygrocer.list.sync;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.familygrocer.list.merge.ItemField;
import io.familygrocer.list.merge.ListField;
import io.familygrocer.list.merge.Mutation;
import io.familygrocer.platform.web.ProblemException;

/** Reads mutations from the wire and holds them to their bounds; what fails is rejected alone, not its whole call. */
@ApplicationScoped
public class MutationReader {

    /** What the column takes, and a double holds exactly. */
    static final BigDecimal LARGEST_AMOUNT = new BigDecimal("999999999.999");

    private static final int UNIT = 40;
    private static final int NOTE = 1000;
    private static final int SLUG = 60;
    private static final int ICON = 16;
    private static final int PRODUCT = 64;
    private static final int REFERENCE = 200;
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{6}");
    private static final Pattern POSITION = Pattern.compile("[0-9A-Za-z]+");
    private static final Pattern REFERENCE_FORM = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._/-]*");

    private final FieldConfig config;

    MutationReader(FieldConfig config) {
        this.config = config;
    }

    /**
     * The mutation that an operation stands for.
     *
     * @throws ProblemException 400 that names the field and its limit
     */
    public Mutation read(SyncRequest.Op op) {
        UUID id = needed("id", op.id());
        return switch (needed("op", op.op())) {
            case "item.set" -> new Mutation.ItemSet(id, op.listId(), itemFields(op));
            case "item.adjust" -> new Mutation.ItemAdjust(id, Values.amount("by", needed("by", op.by())));
            case "item.remove" -> new Mutation.ItemRemove(id, needed("seen", op.seen()));
            case "item.approve" -> new Mutation.ItemApprove(id, needed("seen", op.seen()));
            case "list.set" -> new Mutation.ListSet(id, listFields(op));
            case "list.remove" -> new Mutation.ListRemove(id, needed("seen", op.seen()));
            case "list.clear-checked" -> new Mutation.ListClearChecked(id, needed("seen", op.seen()));
            case "undo" -> new Mutation.Undo(id, needed("seen", op.seen()));
            case "item.assign" -> new Mutation.ItemSet(id, null, assignment(op));
            case "trip.start" ->
                trip(
                        op,
                        List.of("store"),
                        fields -> new Mutation.TripStart(
                                id, needed("listId", op.listId()), Values.store("fields.store", fields.path("store"))));
            case "trip.claim" ->
                trip(
                        op,
                        List.of("category", "personId"),
                        fields -> new Mutation.TripClaim(
                                id,
                                needed(
                                        "fields.category",
                                        Values.text("fields.category", fields.path("category"), SLUG)),
                                Values.id("fields.personId", fields.path("personId"))));
            case "trip.finish" ->
                trip(
                        op,
                        List.of("review"),
                        fields ->
                                new Mutation.TripFinish(id, Values.text("fields.review", fields.path("review"), NOTE)));
            default -> throw ProblemException.invalid("op", "is not a known operation");
        };
    }

    private Map<ItemField, Object> itemFields(SyncRequest.Op op) {
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

    private Object value(ItemField field, JsonNode value) {
        String name = "fields." + field.wire();
        return switch (field) {
            case NAME -> Values.name(name, value);
            case AMOUNT -> value.isNull() ? null : Values.amount(name, Values.decimal(name, value));
            case UNIT -> Values.text(name, value, UNIT);
            case NOTE -> Values.text(name, value, NOTE);
            case CATEGORY -> Values.text(name, value, SLUG);
            case CHECKED -> Values.flag(name, value);
            case PRODUCT_ID -> Values.text(name, value, PRODUCT);
            case BARCODE -> Values.barcode(name, value);
            case PHOTO -> Values.formed(name, value, REFERENCE, REFERENCE_FORM, "a reference of letters and digits");
            case URGENT, NOT_FOUND -> Values.mark(name, value);
            case ASSIGNED_TO, SKIPPED_IN -> Values.id(name, value);
            case BOUGHT_TWICE -> Values.nothing(name, value);
            case STORES -> Values.stores(name, value, config.maxStores());
            case DUE -> Values.day(name, value);
            case ESTIMATED_PRICE, PAID_PRICE -> Values.money(name, value, config.maxMoney());
            case RECURRENCE -> Values.recurrence(name, value, config.maxRuleLength());
            case LIST -> throw new IllegalArgumentException("the list is named by the operation itself");
        };
    }

    private Map<ItemField, Object> assignment(SyncRequest.Op op) {
        var fields = itemFields(op);
        if (op.listId() != null || !fields.keySet().equals(Set.of(ItemField.ASSIGNED_TO))) {
            throw ProblemException.invalid("fields", "must be assignedTo and nothing else");
        }
        return fields;
    }

    /** What an operation on a trip says; what it does not name says nothing. */
    private static Mutation trip(SyncRequest.Op op, List<String> names, Function<JsonNode, Mutation> read) {
        ObjectNode fields = op.fields() == null
                ? JsonNodeFactory.instance.objectNode()
                : op.fields().deepCopy();
        fields.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw ProblemException.invalid("fields." + name, "is not a known field");
            }
        });
        names.stream().filter(name -> !fields.has(name)).forEach(fields::putNull);
        return read.apply(fields);
    }

    private Map<ListField, Object> listFields(SyncRequest.Op op) {
        var fields = new EnumMap<ListField, Object>(ListField.class);
        for (var entry : entries(op).entrySet()) {
            var field = ListField.named(entry.getKey())
                    .orElseThrow(() -> ProblemException.invalid("fields." + entry.getKey(), "is not a known field"));
            fields.put(field, value(field, entry.getValue()));
        }
        return fields;
    }

    private Object value(ListField field, JsonNode value) {
        String name = "fields." + field.wire();
        return switch (field) {
            case NAME -> Values.name(name, value);
            case ICON -> Values.text(name, value, ICON);
            case COLOUR -> Values.formed(name, value, SLUG, COLOUR, "a colour such as #2e7d32");
            case POSITION -> Values.formed(name, value, SLUG, POSITION, "of letters and digits");
            case ARCHIVED, TEMPLATE -> Values.mark(name, value);
            case STORE -> Values.store(name, value);
            case BUDGET -> Values.money(name, value, config.maxMoney());
            case SHARED_WITH -> Values.persons(name, value, config.maxSharedWith());
        };
    }

    private static Map<String, JsonNode> entries(SyncRequest.Op op) {
        var entries = new LinkedHashMap<String, JsonNode>();
        needed("fields", op.fields()).properties().forEach(e -> entries.put(e.getKey(), e.getValue()));
        if (entries.isEmpty() && op.listId() == null) {
            throw ProblemException.invalid("fields", "names nothing to write");
        }
        return entries;
    }

    private static <T> T needed(String field, T value) {
        if (value == null) {
            throw ProblemException.invalid(field, "is needed");
        }
        return value;
    }
}
