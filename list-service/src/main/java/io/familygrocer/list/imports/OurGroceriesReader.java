package io.familygrocer.list.imports;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** OurGroceries: a list or several; an amount stands behind the name: {@code Milk (2)}. */
final class OurGroceriesReader implements FormatReader {

    @Override
    public String name() {
        return "ourgroceries";
    }

    @Override
    public boolean recognises(Outline file) {
        return file.has("list.items[].value", "lists[].items[].value", "items[].value", "[].items[].value", "[].value");
    }

    @Override
    public void read(SpooledFile file, Findings findings) throws IOException {
        var names = JsonFile.scalars(file.text(), Set.of("list.name", "lists[].name", "name", "[].name"));
        JsonFile.EntryReader item =
                (entry, within, number) -> item(entry, names.get(within + "name"), number, findings);
        JsonFile.entries(
                file.text(),
                Map.of(
                        "list.items[]",
                        item,
                        "lists[].items[]",
                        item,
                        "items[]",
                        item,
                        "[].items[]",
                        item,
                        "[]",
                        (entry, within, number) -> {
                            if (entry.has("items")) {
                                throw new IllegalArgumentException("a list among items");
                            }
                            item(entry, null, number, findings);
                        }));
    }

    private static void item(JsonNode item, String list, long number, Findings findings) {
        String value = JsonFile.text(item, "value");
        String id = JsonFile.text(item, "id");
        var quantity = value == null ? null : Quantity.inLine(value);
        var draft = new Draft(
                number, list, "ourgroceries/" + (id == null ? value : id), quantity == null ? null : quantity.rest());
        if (quantity != null) {
            draft.amount(quantity.amount(), quantity.unit()).note(quantity.note());
        }
        boolean crossedOff = JsonFile.flag(item, "crossedOff") || JsonFile.number(item, "crossedOffAt") != null;
        findings.item(draft.note(JsonFile.text(item, "note")).checked(crossedOff));
        String category = JsonFile.text(item, "categoryId");
        if (category != null) {
            findings.lose(number, "category of %s: the catalog decides anew".formatted(value));
        }
    }
}
