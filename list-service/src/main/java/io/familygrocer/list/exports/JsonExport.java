package io.familygrocer.list.exports;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.familygrocer.list.store.DocumentView;
import io.familygrocer.list.store.DocumentView.ItemView;
import io.familygrocer.list.store.DocumentView.ListView;

/**
 * {@code {"familyGrocer":1,"exportedAt":…,"lists":[{…,"items":[…]}]}}, with the fields that lists and items have on the
 * wire, but for what is the family's own: revisions, who did what and when, pictures, trips.
 */
final class JsonExport implements ExportWriter {

    private static final int VERSION = 1;
    private static final Set<String> OF_THE_FAMILY = Set.of(
            "kind",
            "familyId",
            "listId",
            "revision",
            "deleted",
            "ownerId",
            "addedBy",
            "checkedBy",
            "approval",
            "addedAt",
            "checkedAt",
            "photo",
            "skippedIn");

    private final ObjectMapper json;
    private boolean firstList = true;
    private boolean firstItem = true;

    JsonExport(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public String start() {
        return "{\"familyGrocer\":%d,\"exportedAt\":%s,\"lists\":["
                .formatted(VERSION, written(Clock.systemUTC().instant().toString()));
    }

    @Override
    public String list(ListView list) {
        String fields = written(own(list));
        String before = firstList ? "\n" : ",\n";
        firstList = false;
        firstItem = true;
        return before + fields.substring(0, fields.length() - 1) + ",\"items\":[";
    }

    @Override
    public String items(List<ItemView> items) {
        var text = new StringBuilder();
        for (var item : items) {
            text.append(firstItem ? "\n" : ",\n").append(written(own(item)));
            firstItem = false;
        }
        return text.toString();
    }

    @Override
    public String listEnd() {
        return "]}";
    }

    @Override
    public String end() {
        return "]}\n";
    }

    private Object own(DocumentView view) {
        ObjectNode fields = json.valueToTree(view);
        fields.remove(OF_THE_FAMILY);
        fields.properties().removeIf(field -> field.getValue().isNull());
        return fields;
    }

    private String written(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
