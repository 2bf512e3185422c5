package io.familygrocer.list.imports;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * KitchenOwl: its lists with their contents ({@code GET /api/household/{id}/shoppinglist}), or the export of a household,
 * which has the names of lists only. Amounts stand in the description: {@code 500g}, {@code 2x}.
 */
final class KitchenOwlReader implements FormatReader {

    @Override
    public String name() {
        return "kitchenowl";
    }

    @Override
    public boolean recognises(Outline file) {
        return file.has("shoppinglists[]", "[].recentItems", "[].items[].default_key", "items[].default_key");
    }

    @Override
    public void read(SpooledFile file, Findings findings) throws IOException {
        if (Outline.of(file).has("shoppinglists[]", "shoppinglists")) {
            household(file, findings);
            return;
        }
        var names = JsonFile.scalars(file.text(), Set.of("[].name", "name"));
        JsonFile.EntryReader item =
                (entry, within, number) -> item(entry, names.get(within + "name"), number, findings);
        JsonFile.EntryReader recent =
                (entry, within, number) -> findings.lose(number, "recently used: " + JsonFile.text(entry, "name"));
        JsonFile.entries(
                file.text(),
                Map.of("[].items[]", item, "items[]", item, "[].recentItems[]", recent, "recentItems[]", recent));
    }

    private static void item(JsonNode item, String list, long number, Findings findings) {
        String name = JsonFile.text(item, "name");
        String category = JsonFile.text(item.path("category"), "name");
        if (category != null && name != null) {
            findings.lose(number, "category %s of %s: the catalog decides anew".formatted(category, name));
        }
        String id = JsonFile.text(item, "id");
        findings.item(new Draft(number, list, "kitchenowl/" + (id == null ? name : id), name)
                .amount(JsonFile.text(item, "description")));
    }

    private static void household(SpooledFile file, Findings findings) throws IOException {
        JsonFile.entries(
                file.text(),
                Map.of(
                        "shoppinglists[]",
                        (list, within, number) ->
                                findings.list(list.isObject() ? JsonFile.text(list, "name") : list.asText()),
                        "items[]",
                        (item, within, number) -> findings.lose(number, "known item " + JsonFile.text(item, "name")),
                        "recipes[]",
                        (recipe, within, number) -> findings.lose(number, "recipe " + JsonFile.text(recipe, "name")),
                        "expenses[]",
                        (expense, within, number) -> findings.lose(
                                number,
                                "expense %s of %s"
                                        .formatted(JsonFile.text(expense, "name"), JsonFile.text(expense, "amount"))),
                        "member[]",
                        (member, within, number) -> findings.lose(number, "a member of the household")));
    }
}
