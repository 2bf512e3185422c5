package io.familygrocer.list.imports;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Koffan's export as JSON, version 1.0. */
final class KoffanReader implements FormatReader {

    @Override
    public String name() {
        return "koffan";
    }

    @Override
    public boolean recognises(Outline file) {
        return file.has("data.lists", "data.templates", "data.history");
    }

    @Override
    public void read(SpooledFile file, Findings findings) throws IOException {
        var about = JsonFile.scalars(
                file.text(),
                Set.of(
                        "data.lists[].name",
                        "data.lists[].icon",
                        "data.lists[].sections[].name",
                        "data.templates[].name"));
        for (int i = 0; about.containsKey("data.lists[%d].name".formatted(i)); i++) {
            String list = "data.lists[%d].".formatted(i);
            String icon = about.get(list + "icon");
            findings.list(
                    about.get(list + "name"),
                    icon == null || icon.isBlank() ? Map.of() : Map.of("icon", TextNode.valueOf(icon)));
        }
        for (int i = 0; about.containsKey("data.templates[%d].name".formatted(i)); i++) {
            findings.list(about.get("data.templates[%d].name".formatted(i)), Map.of("template", BooleanNode.TRUE));
        }
        JsonFile.entries(
                file.text(),
                Map.of(
                        "data.lists[].sections[].items[]",
                        (item, within, number) -> item(item, within, about, number, findings),
                        "data.templates[].items[]",
                        (item, within, number) -> template(item, about.get(within + "name"), number, findings),
                        "data.history[]",
                        (entry, within, number) ->
                                findings.lose(number, "used before: " + JsonFile.text(entry, "name"))));
    }

    private static void template(JsonNode item, String template, long number, Findings findings) {
        String name = JsonFile.text(item, "name");
        String section = JsonFile.text(item, "section_name");
        findings.item(new Draft(number, template, "koffan/" + section + "/" + name, name)
                .amount(JsonFile.text(item, "description")));
        if (section != null) {
            findings.lose(number, "section %s of %s".formatted(section, name));
        }
    }

    private static void item(JsonNode item, String within, Map<String, String> about, long number, Findings findings) {
        String list = about.get(within.substring(0, within.indexOf("].") + 2) + "name");
        String section = about.get(within + "name");
        String name = JsonFile.text(item, "name");
        findings.item(new Draft(number, list, "koffan/" + section + "/" + name, name)
                .amount(JsonFile.text(item, "description"))
                .checked(JsonFile.flag(item, "completed")));
        if (section != null) {
            findings.lose(number, "section %s of %s".formatted(section, name));
        }
        if (JsonFile.flag(item, "uncertain")) {
            findings.lose(number, "%s is uncertain".formatted(name));
        }
    }
}
