package io.familygrocer.list.imports;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;

import io.familygrocer.list.ListProblem;
import io.familygrocer.platform.web.ProblemException;

/** The forms of a file that can be read. Lenient about unknown fields and about numbers given as text. */
enum ImportFormat {
    /** KitchenOwl's shopping lists with their contents, {@code GET /api/household/{id}/shoppinglist}. */
    KITCHENOWL {
        @Override
        void read(String body, ImportFile file) throws IOException {
            var lists = new ObjectMapper().readTree(body);
            int entry = 0;
            for (JsonNode list : lists.isArray() ? lists : java.util.List.of(lists)) {
                if (!list.path("items").isArray()) {
                    throw new IllegalArgumentException("a list without items");
                }
                String name = list.path("name").asText("").strip();
                for (JsonNode item : list.path("items")) {
                    kitchenOwlItem(name.isEmpty() ? null : name, item, ++entry, file);
                }
                for (JsonNode recent : list.path("recentItems")) {
                    file.lose(++entry, "recently used: " + recent.path("name").asText());
                }
            }
        }
    },
    /** A header that names {@code name} and any of list, quantity, unit, category, note, checked. */
    CSV {
        @Override
        void read(String body, ImportFile file) throws IOException {
            var rows = new CsvMapper()
                    .readerFor(new TypeReference<Map<String, String>>() {})
                    .with(CsvSchema.emptySchema().withHeader().withStrictHeaders(false));
            var seen = new HashMap<String, Integer>();
            try (MappingIterator<Map<String, String>> all =
                    rows.readValues(body.startsWith("\uFEFF") ? body.substring(1) : body)) {
                for (int line = 2; all.hasNext(); line++) {
                    csvRow(all.next(), line, seen, file);
                }
            }
        }
    },
    /** Pasted lines, one item each, Markdown check boxes among them. */
    TEXT {
        @Override
        void read(String body, ImportFile file) {
            var seen = new HashMap<String, Integer>();
            int number = 0;
            for (String raw : body.lines().toList()) {
                number++;
                var line = CHECK_BOX.matcher(raw.strip());
                boolean box = line.matches();
                String text = (box ? line.group(2) : BULLET.matcher(raw.strip()).replaceFirst("")).strip();
                if (text.isEmpty()) {
                    continue;
                }
                var quantity = Quantity.inLine(text);
                file.add(new ImportedItem(
                        null,
                        source(text, seen),
                        cut(quantity.rest(), number, file),
                        quantity.amount(),
                        quantity.unit(),
                        quantity.note(),
                        null,
                        box && !line.group(1).isBlank()));
            }
        }
    };

    private static final Pattern CHECK_BOX = Pattern.compile("^[-*+]\\s*\\[([ xX])]\\s*(.*)$");
    private static final Pattern BULLET = Pattern.compile("^[-*+•]\\s+");
    private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9-]{0,59}");
    private static final int MAX_NAME = 200;

    abstract void read(String body, ImportFile file) throws IOException;

    /**
     * Reads a whole file.
     *
     * @throws ProblemException 422 with the place where the file can't be read
     */
    ImportFile read(String body, int limit) {
        var file = new ImportFile(limit);
        try {
            read(body, file);
            return file;
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            var at = e.getLocation();
            throw ProblemException.of(
                    ListProblem.UNREADABLE_FILE,
                    at == null ? null : "line %d, column %d".formatted(at.getLineNr(), at.getColumnNr()));
        } catch (IOException | RuntimeException e) {
            if (e instanceof ProblemException refusal) {
                throw refusal;
            }
            throw ProblemException.of(ListProblem.UNREADABLE_FILE, "It is not of the form " + wire());
        }
    }

    /** The name on the wire. */
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static void kitchenOwlItem(String list, JsonNode item, int entry, ImportFile file) {
        String name = item.path("name").asText("").strip();
        if (name.isEmpty()) {
            file.lose(entry, "an item without a name");
            return;
        }
        String description = item.path("description").asText("").strip();
        var quantity = Quantity.whole(description);
        String category = item.path("category").path("name").asText("");
        if (!category.isEmpty()) {
            file.lose(entry, "category %s of %s: the catalog decides anew".formatted(category, name));
        }
        file.add(new ImportedItem(
                list,
                "kitchenowl/" + item.path("id").asText(name),
                cut(name, entry, file),
                quantity.map(Quantity::amount).orElse(null),
                quantity.map(Quantity::unit).orElse(null),
                quantity.isPresent() || description.isEmpty() ? null : description,
                null,
                false));
    }

    private static void csvRow(Map<String, String> row, int line, Map<String, Integer> seen, ImportFile file) {
        if (!row.containsKey("name")) {
            throw ProblemException.of(ListProblem.UNREADABLE_FILE, "The header must name the column: name");
        }
        String name = text(row, "name");
        if (name == null) {
            file.lose(line, "a row without a name");
            return;
        }
        String category = text(row, "category");
        boolean ours = category == null || SLUG.matcher(category).matches();
        if (!ours) {
            file.lose(line, "category " + category);
        }
        String list = text(row, "list");
        file.add(new ImportedItem(
                list,
                source(list + "/" + name, seen),
                cut(name, line, file),
                amount(text(row, "quantity"), line, file),
                text(row, "unit"),
                text(row, "note"),
                ours ? category : null,
                "true|yes|x|1".contains(row.getOrDefault("checked", "-").strip().toLowerCase(Locale.ROOT))
                        && text(row, "checked") != null));
    }

    private static BigDecimal amount(String quantity, int line, ImportFile file) {
        if (quantity == null) {
            return null;
        }
        var amount = Quantity.whole(quantity);
        if (amount.isEmpty() || amount.get().unit() != null) {
            file.lose(line, "quantity " + quantity);
            return null;
        }
        return amount.get().amount();
    }

    private static String text(Map<String, String> row, String column) {
        String text = row.get(column);
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** The same line twice in a file is two items, each with a name of its own. */
    private static String source(String text, Map<String, Integer> seen) {
        return text + "#" + seen.merge(text, 1, Integer::sum);
    }

    private static String cut(String name, int line, ImportFile file) {
        if (name.codePointCount(0, name.length()) <= MAX_NAME) {
            return name;
        }
        int end = name.offsetByCodePoints(0, MAX_NAME);
        file.lose(line, "the end of a long name: " + name.substring(end));
        return name.substring(0, end);
    }
}
