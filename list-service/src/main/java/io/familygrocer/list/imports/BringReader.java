package io.familygrocer.list.imports;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;

/** Bring!: a list, whose items are to buy or were bought lately; what was is not wanted now. */
final class BringReader implements FormatReader {

    @Override
    public String name() {
        return "bring";
    }

    @Override
    public boolean recognises(Outline file) {
        return file.has("items.purchase", "purchase", "[].items.purchase", "[].purchase");
    }

    @Override
    public void read(SpooledFile file, Findings findings) throws IOException {
        var names = JsonFile.scalars(file.text(), Set.of("name", "[].name"));
        JsonFile.EntryReader item = (entry, within, number) -> item(entry, names.get(list(within)), number, findings);
        JsonFile.EntryReader recent = (entry, within, number) -> findings.lose(number, "recently used: " + name(entry));
        JsonFile.entries(
                file.text(),
                Map.of(
                        "items.purchase[]", item,
                        "purchase[]", item,
                        "[].items.purchase[]", item,
                        "[].purchase[]", item,
                        "items.recently[]", recent,
                        "recently[]", recent,
                        "[].items.recently[]", recent,
                        "[].recently[]", recent));
    }

    private static void item(JsonNode item, String list, long number, Findings findings) {
        String name = name(item);
        String id = JsonFile.text(item, "uuid");
        var draft = new Draft(number, list, "bring/" + (id == null ? name : id), name)
                .amount(JsonFile.text(item, "specification"));
        for (var attribute : item.path("attributes")) {
            attribute.path("content").fieldNames().forEachRemaining(fact -> {
                if (fact.equals("urgent") && JsonFile.flag(attribute.path("content"), fact)) {
                    draft.field("urgent", BooleanNode.TRUE);
                } else {
                    findings.lose(number, "%s of %s".formatted(fact, name));
                }
            });
        }
        findings.item(draft);
    }

    private static String name(JsonNode item) {
        String id = JsonFile.text(item, "itemId");
        return id == null ? JsonFile.text(item, "name") : id;
    }

    private static String list(String within) {
        return (within.endsWith("items.") ? within.substring(0, within.length() - "items.".length()) : within) + "name";
    }
}
