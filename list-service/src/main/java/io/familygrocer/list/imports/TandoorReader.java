package io.familygrocer.list.imports;

import java.io.IOException;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/** Tandoor: the entries of its one shopping list, as an array or a page. */
final class TandoorReader implements FormatReader {

    @Override
    public String name() {
        return "tandoor";
    }

    @Override
    public boolean recognises(Outline file) {
        return file.has("[].food.name", "results[].food.name", "[].delay_until", "results[].delay_until");
    }

    @Override
    public void read(SpooledFile file, Findings findings) throws IOException {
        JsonFile.EntryReader item = (entry, within, number) -> item(entry, number, findings);
        JsonFile.entries(file.text(), Map.of("[]", item, "results[]", item));
    }

    private static void item(JsonNode entry, long number, Findings findings) {
        var food = entry.path("food");
        String name = food.isTextual() ? JsonFile.text(entry, "food") : JsonFile.text(food, "name");
        String id = JsonFile.text(entry, "id");
        String unit = entry.path("unit").isTextual()
                ? JsonFile.text(entry, "unit")
                : JsonFile.text(entry.path("unit"), "name");
        var draft = new Draft(number, null, "tandoor/" + (id == null ? name : id), name)
                .checked(JsonFile.flag(entry, "checked"));
        findings.item(Quantity.of(draft, JsonFile.number(entry, "amount"), unit));
        lose(food, "supermarket_category", "name", name, number, findings);
        if (JsonFile.text(entry, "delay_until") != null) {
            findings.lose(number, "%s waits until %s".formatted(name, JsonFile.text(entry, "delay_until")));
        }
        lose(entry, "recipe_mealplan", "recipe_name", name, number, findings);
    }

    private static void lose(JsonNode of, String object, String field, String name, long number, Findings findings) {
        String fact = JsonFile.text(of.path(object), field);
        if (fact != null) {
            findings.lose(number, "%s %s of %s".formatted(object.replace('_', ' '), fact, name));
        }
    }
}
