package io.familygrocer.list.imports;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Nextcloud Pantry: items, with their lists beside them where the file has these. */
final class PantryReader implements FormatReader {

    private static final List<String> WITHOUT_HOME = List.of("categoryId", "deleteOnDone", "archivedAt");

    @Override
    public String name() {
        return "pantry";
    }

    @Override
    public boolean recognises(Outline file) {
        return file.has("[].listId", "items[].listId", "lists[].items[].listId", "ocs.data[].listId");
    }

    @Override
    public void read(SpooledFile file, Findings findings) throws IOException {
        var lists = lists(JsonFile.scalars(file.text(), Set.of("lists[].id", "lists[].name")));
        JsonFile.EntryReader item = (entry, within, number) -> item(entry, lists, number, findings);
        JsonFile.entries(file.text(), Map.of("[]", item, "items[]", item, "lists[].items[]", item, "ocs.data[]", item));
    }

    private static JsonNode recurrence(JsonNode item) {
        String rule = JsonFile.text(item, "rrule");
        return rule == null
                ? null
                : JsonNodeFactory.instance
                        .objectNode()
                        .put("rule", rule.replaceFirst("^RRULE:", ""))
                        .put("from", JsonFile.flag(item, "repeatFromCompletion") ? "completion" : "due");
    }

    /** A moment as a text or in seconds since 1970, in Greenwich. */
    private static String day(String moment) {
        if (moment != null && moment.matches("\\d{9,11}")) {
            return Instant.ofEpochSecond(Long.parseLong(moment))
                    .atOffset(ZoneOffset.UTC)
                    .toLocalDate()
                    .toString();
        }
        return moment != null && moment.length() > 10 ? moment.substring(0, 10) : moment;
    }

    private static Map<String, String> lists(Map<String, String> scalars) {
        var names = new java.util.HashMap<String, String>();
        scalars.forEach((place, id) -> {
            if (place.endsWith(".id") && scalars.containsKey(place.replaceAll("id$", "name"))) {
                names.put(id, scalars.get(place.replaceAll("id$", "name")));
            }
        });
        return names;
    }

    private static void item(JsonNode item, Map<String, String> lists, long number, Findings findings) {
        String name = JsonFile.text(item, "name");
        if (JsonFile.text(item, "deletedAt") != null) {
            findings.lose(number, "%s was removed there".formatted(name));
            return;
        }
        String id = JsonFile.text(item, "id");
        String list = JsonFile.text(item, "listId");
        findings.item(new Draft(number, lists.get(list), "pantry/" + (id == null ? name : id), name)
                .amount(JsonFile.text(item, "quantity"))
                .note(JsonFile.text(item, "description"))
                .checked(JsonFile.flag(item, "done"))
                .field("barcode", JsonFile.text(item, "barcode"))
                .field("due", day(JsonFile.text(item, "nextDueAt")))
                .field("recurrence", recurrence(item)));
        if (list != null && !lists.containsKey(list)) {
            findings.lose(number, "list %s of %s: the file does not name it".formatted(list, name));
        }
        for (String field : WITHOUT_HOME) {
            String value = JsonFile.text(item, field);
            if (value != null && !value.equals("false")) {
                findings.lose(number, "%s %s of %s".formatted(field, value, name));
            }
        }
        for (String field : List.of("labelIds", "storeIds", "prices")) {
            if (!item.path(field).isEmpty()) {
                findings.lose(number, "%s of %s".formatted(field, name));
            }
        }
    }
}
