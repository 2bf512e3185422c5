package io.familygrocer.client;

import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a person can do with lists and items: explicit, never a toggle, so that doing it twice by accident is seen. */
public sealed interface Operation {

    /** The document that it is about. */
    UUID id();

    /** Its name on the wire, for example {@code item.set}. */
    String op();

    /** Adds what else the operation says, in the form of the wire. */
    void write(ObjectNode mutation);

    /**
     * Creates or edits an item; only the fields that are named are written.
     *
     * @param listId the list of a new item, or the one that an item moves to; null to leave it where it is
     * @param fields by their names on the wire; a null value takes the field's value away
     */
    record ItemSet(UUID id, UUID listId, Map<String, ?> fields) implements Operation {

        @Override
        public String op() {
            return "item.set";
        }

        @Override
        public void write(ObjectNode mutation) {
            if (listId != null) {
                mutation.put("listId", listId.toString());
            }
            Operation.writeFields(mutation, fields);
        }
    }

    /** Adds to an item's amount; a negative one takes away. */
    record ItemAdjust(UUID id, BigDecimal by) implements Operation {

        @Override
        public String op() {
            return "item.adjust";
        }

        @Override
        public void write(ObjectNode mutation) {
            mutation.put("by", by);
        }
    }

    /** Removes an item as it was at a revision. */
    record ItemRemove(UUID id, long seen) implements Operation {

        @Override
        public String op() {
            return "item.remove";
        }

        @Override
        public void write(ObjectNode mutation) {
            mutation.put("seen", seen);
        }
    }

    /** Creates or edits a list. */
    record ListSet(UUID id, Map<String, ?> fields) implements Operation {

        @Override
        public String op() {
            return "list.set";
        }

        @Override
        public void write(ObjectNode mutation) {
            Operation.writeFields(mutation, fields);
        }
    }

    /** Removes a list, and what is on it, as they were at a revision. */
    record ListRemove(UUID id, long seen) implements Operation {

        @Override
        public String op() {
            return "list.remove";
        }

        @Override
        public void write(ObjectNode mutation) {
            mutation.put("seen", seen);
        }
    }

    /** Removes what is checked on a list, as it was at a revision. */
    record ClearChecked(UUID id, long seen) implements Operation {

        @Override
        public String op() {
            return "list.clear-checked";
        }

        @Override
        public void write(ObjectNode mutation) {
            mutation.put("seen", seen);
        }
    }

    /**
     * Takes back what one mutation did, where nobody has changed it since.
     *
     * @param id what it was about
     * @param revision what names it in the family's activity log: also in the outcome of the mutation
     */
    record Undo(UUID id, long revision) implements Operation {

        @Override
        public String op() {
            return "undo";
        }

        @Override
        public void write(ObjectNode mutation) {
            mutation.put("seen", revision);
        }
    }

    private static void writeFields(ObjectNode mutation, Map<String, ?> fields) {
        var written = mutation.putObject("fields");
        fields.forEach((name, value) -> {
            switch (value) {
                case null -> written.set(name, JsonNodeFactory.instance.nullNode());
                case Boolean flag -> written.put(name, flag);
                case BigDecimal number -> written.put(name, number);
                case Number number -> written.put(name, new BigDecimal(number.toString()));
                case Object text -> written.put(name, text.toString());
            }
        });
    }
}
