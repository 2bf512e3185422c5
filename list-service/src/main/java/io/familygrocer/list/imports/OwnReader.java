package io.familygrocer.list.imports;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** What this application exports as JSON: fields have the names and forms that they have on the wire. */
final class OwnReader implements FormatReader {

    /** What is of the list or the item that was, and not of what it says. */
    private static final Set<String> PASSED_OVER = Set.of("id", "name", "items");

    /** The parts of a list without its items, each whole. */
    private static final Set<String> OF_A_LIST =
            Set.of("name", "icon", "colour", "position", "archived", "store", "template", "budget", "sharedWith");

    @Override
    public String name() {
        return "family-grocer";
    }

    @Override
    public boolean recognises(Outline file) {
        return file.has("familyGrocer");
    }

    @Override
    public void read(SpooledFile file, Findings findings) throws IOException {
        var lists = lists(file);
        for (int i = 0; lists.containsKey("lists[%d].".formatted(i)); i++) {
            var list = lists.get("lists[%d].".formatted(i));
            String name = list.containsKey("name") ? list.get("name").asText() : null;
            var fields = new LinkedHashMap<>(list);
            fields.remove("name");
            findings.list(name, fields);
        }
        JsonFile.entries(
                file.text(),
                Map.of("lists[].items[]", (item, within, number) -> item(item, lists.get(within), number, findings)));
    }

    /** The lists by where they stand; null values are left out. */
    private static Map<String, Map<String, JsonNode>> lists(SpooledFile file) throws IOException {
        var lists = new HashMap<String, Map<String, JsonNode>>();
        var readers = new HashMap<String, JsonFile.EntryReader>();
        for (String field : OF_A_LIST) {
            readers.put("lists[]." + field, (value, place, number) -> {
                if (!value.isNull()) {
                    lists.computeIfAbsent(place, p -> new LinkedHashMap<>()).put(field, value);
                }
            });
        }
        JsonFile.values(file.text(), readers);
        return lists;
    }

    private static void item(JsonNode item, Map<String, JsonNode> list, long number, Findings findings) {
        String name = JsonFile.text(item, "name");
        var draft = new Draft(
                number,
                list == null || !list.containsKey("name")
                        ? null
                        : list.get("name").asText(),
                "own/" + JsonFile.text(item, "id"),
                name);
        item.properties().forEach(field -> {
            if (!PASSED_OVER.contains(field.getKey())) {
                draft.field(field.getKey(), field.getValue());
            }
        });
        findings.item(draft);
    }
}
