package io.familygrocer.list.imports;

import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Grocy: its entities as the members of one object, or each as an array in an archive ({@code shopping_list.json}, …).
 * An amount is in the product's stock unit; {@code qu_id} is only how it is shown.
 */
final class GrocyReader implements FormatReader {

    private static final int MOST_JOINED = 50_000;

    /** Entities with facts about the household's stock, which is none of a list. */
    private static final Set<String> WITHOUT_HOME = Set.of("stock", "quantity_unit_conversions");

    @Override
    public String name() {
        return "grocy";
    }

    @Override
    public boolean recognises(Outline file) {
        return file.zipped() || file.has("shopping_list", "shopping_lists");
    }

    @Override
    public void read(SpooledFile file, Findings findings) throws IOException {
        var lists = new HashMap<String, String>();
        var units = new HashMap<String, String>();
        var groups = new HashMap<String, String>();
        var products = new HashMap<String, Product>();
        each(file, "shopping_lists", (list, within, number) -> {
            lists.put(id(list), JsonFile.text(list, "name"));
            findings.list(JsonFile.text(list, "name"));
            if (JsonFile.text(list, "description") != null) {
                findings.lose(number, "description of the list " + JsonFile.text(list, "name"));
            }
        });
        each(file, "quantity_units", (unit, within, number) -> units.put(id(unit), JsonFile.text(unit, "name")));
        each(file, "product_groups", (group, within, number) -> groups.put(id(group), JsonFile.text(group, "name")));
        each(file, "products", (product, within, number) -> {
            if (products.size() >= MOST_JOINED) {
                throw new IllegalArgumentException("At most %d products are taken".formatted(MOST_JOINED));
            }
            products.put(
                    id(product),
                    new Product(
                            JsonFile.text(product, "name"),
                            units.get(JsonFile.text(product, "qu_id_stock")),
                            groups.get(JsonFile.text(product, "product_group_id"))));
        });
        var barcodes = new HashMap<String, String>();
        each(file, "product_barcodes", (entry, within, number) -> {
            if (barcodes.putIfAbsent(JsonFile.text(entry, "product_id"), JsonFile.text(entry, "barcode")) != null) {
                findings.lose(number, "one more barcode of a product: " + JsonFile.text(entry, "barcode"));
            }
        });
        var joined = new Joined(lists, products, barcodes);
        if (!each(file, "shopping_list", (entry, within, number) -> item(entry, joined, number, findings))) {
            throw new IllegalArgumentException("It has no shopping_list");
        }
        for (String entity : WITHOUT_HOME) {
            each(file, entity, (entry, within, number) -> findings.lose(number, entity.replace('_', ' ')));
        }
    }

    private static void item(JsonNode entry, Joined joined, long number, Findings findings) {
        var product = joined.products.get(JsonFile.text(entry, "product_id"));
        String note = JsonFile.text(entry, "note");
        String name = product == null ? note : product.name;
        if (product == null && JsonFile.text(entry, "product_id") != null) {
            findings.lose(
                    number, "product %s, which the file does not name".formatted(JsonFile.text(entry, "product_id")));
        }
        BigDecimal amount = JsonFile.number(entry, "amount");
        var draft = new Draft(number, joined.lists.get(list(entry)), "grocy/" + JsonFile.text(entry, "id"), name)
                .checked(JsonFile.flag(entry, "done"))
                .note(product == null ? null : note)
                .field("barcode", joined.barcodes.get(JsonFile.text(entry, "product_id")));
        findings.item(Quantity.of(draft, amount, product == null ? null : product.unit));
        if (product != null && product.group != null) {
            findings.lose(number, "group %s of %s: the catalog decides anew".formatted(product.group, name));
        }
        if (entry.path("userfields").size() > 0) {
            findings.lose(number, "own fields of " + name);
        }
    }

    private static String list(JsonNode entry) {
        String id = JsonFile.text(entry, "shopping_list_id");
        return id == null ? "1" : id;
    }

    private static String id(JsonNode entity) {
        return JsonFile.text(entity, "id");
    }

    /** Reads the entries of an entity; false where the file does not have it. */
    private static boolean each(SpooledFile file, String entity, JsonFile.EntryReader reader) throws IOException {
        Reader document = file.zipped() ? file.entry(entity + ".json") : file.text();
        if (document == null) {
            return false;
        }
        try {
            JsonFile.entries(document, Map.of(file.zipped() ? "[]" : entity + "[]", reader));
            return true;
        } catch (JsonFile.NoEntries none) {
            return false;
        }
    }

    /** What entries refer to, by id; barcodes by the product's. */
    private record Joined(Map<String, String> lists, Map<String, Product> products, Map<String, String> barcodes) {}

    /** A product as far as an item needs it; unit and group may be null. */
    private record Product(String name, String unit, String group) {}
}
