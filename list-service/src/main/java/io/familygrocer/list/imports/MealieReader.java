package io.familygrocer.list.imports;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Mealie: a list ({@code GET /api/households/shopping/lists/{id}}, before {@code /api/groups/…}), an array of them or a page
 * of them. Many of its items have only a note. Its two generations spell their times differently, which is of no matter
 * here: times are not kept.
 */
final class MealieReader implements FormatReader {

    @Override
    public String name() {
        return "mealie";
    }

    @Override
    public boolean recognises(Outline file) {
        return file.has("listItems", "[].listItems", "items[].listItems", "list_items", "[].list_items");
    }

    @Override
    public void read(SpooledFile file, Findings findings) throws IOException {
        var names = JsonFile.scalars(file.text(), Set.of("name", "[].name", "items[].name"));
        JsonFile.EntryReader item =
                (entry, within, number) -> item(entry, names.get(within + "name"), number, findings);
        JsonFile.entries(
                file.text(),
                Map.of(
                        "listItems[]", item,
                        "[].listItems[]", item,
                        "items[].listItems[]", item,
                        "list_items[]", item,
                        "[].list_items[]", item));
    }

    private static void item(JsonNode item, String list, long number, Findings findings) {
        String food = JsonFile.text(item.path("food"), "name");
        String note = JsonFile.text(item, "note");
        String name = first(food, note, JsonFile.text(item, "display"));
        String id = JsonFile.text(item, "id");
        var draft = new Draft(number, list, "mealie/" + (id == null ? name : id), name)
                .checked(JsonFile.flag(item, "checked"))
                .note(food == null ? null : note);
        var amount = JsonFile.number(item, "quantity");
        String unit = item.path("unit").isTextual()
                ? JsonFile.text(item, "unit")
                : first(JsonFile.text(item.path("unit"), "abbreviation"), JsonFile.text(item.path("unit"), "name"));
        findings.item(Quantity.of(draft, amount, unit));
        lose(item, name, number, findings);
    }

    private static void lose(JsonNode item, String name, long number, Findings findings) {
        String label = JsonFile.text(item.path("label"), "name");
        if (label != null) {
            findings.lose(number, "label %s of %s".formatted(label, name));
        }
        var recipes = item.path("recipeReferences");
        if (!recipes.isEmpty()) {
            findings.lose(number, "%d recipes of %s".formatted(recipes.size(), name));
        }
        if (JsonFile.flag(item.path("food"), "onHand")) {
            findings.lose(number, "%s is on hand".formatted(name));
        }
    }

    private static String first(String... texts) {
        for (String text : texts) {
            if (text != null) {
                return text;
            }
        }
        return null;
    }
}
