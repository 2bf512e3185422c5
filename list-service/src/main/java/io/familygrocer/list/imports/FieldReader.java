package io.familygrocer.list.imports;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.familygrocer.list.merge.ItemField;
import io.familygrocer.list.merge.ListField;
import io.familygrocer.list.merge.Mutation;
import io.familygrocer.list.sync.MutationReader;
import io.familygrocer.list.sync.SyncRequest;
import io.familygrocer.platform.web.ProblemException;

/** Holds what a file says to what fields take from anybody: what does not fit is lost alone. */
final class FieldReader {

    private static final UUID ANY = new UUID(0, 0);

    private final MutationReader mutations;

    FieldReader(MutationReader mutations) {
        this.mutations = mutations;
    }

    /** Hears of a value that does not fit, and why. */
    @FunctionalInterface
    interface Refused {
        void field(String name, JsonNode value, String reason);
    }

    /** Fields of an item by their names on the wire. */
    Map<ItemField, Object> item(Map<String, JsonNode> values, Refused refused) {
        var fields = new EnumMap<ItemField, Object>(ItemField.class);
        values.forEach((name, value) -> {
            if (read("item.set", name, value, refused) instanceof Mutation.ItemSet set) {
                fields.putAll(said(set.fields()));
            }
        });
        return fields;
    }

    /** Fields of a list by their names on the wire. */
    Map<ListField, Object> list(Map<String, JsonNode> values, Refused refused) {
        var fields = new EnumMap<ListField, Object>(ListField.class);
        values.forEach((name, value) -> {
            if (read("list.set", name, value, refused) instanceof Mutation.ListSet set) {
                fields.putAll(said(set.fields()));
            }
        });
        return fields;
    }

    private Mutation read(String op, String name, JsonNode value, Refused refused) {
        try {
            var fields = JsonNodeFactory.instance.objectNode().set(name, value);
            return mutations.read(new SyncRequest.Op(
                    1, null, op, ANY, null, (com.fasterxml.jackson.databind.node.ObjectNode) fields, null, null));
        } catch (ProblemException refusal) {
            refused.field(name, value, refusal.getMessage());
            return null;
        }
    }

    private static <F> Map<F, Object> said(Map<F, Object> fields) {
        var said = new HashMap<>(fields);
        said.values().removeIf(java.util.Objects::isNull);
        return said;
    }
}
