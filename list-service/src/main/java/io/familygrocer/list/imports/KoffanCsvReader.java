package io.familygrocer.list.imports;

import java.io.IOException;
import java.util.Map;

import com.fasterxml.jackson.databind.node.TextNode;

/** Koffan's export as CSV; rows whose list is {@code [HISTORY]} say what was used before. */
final class KoffanCsvReader implements FormatReader {

    private static final String HISTORY = "[HISTORY]";

    @Override
    public String name() {
        return "koffan-csv";
    }

    @Override
    public boolean recognises(Outline file) {
        return file.firstLine().startsWith("list_name,") && file.firstLine().contains("item_name");
    }

    @Override
    public void read(SpooledFile file, Findings findings) throws IOException {
        CsvRows.read(file, "item_name", (row, line) -> {
            if (HISTORY.equals(row.get("list_name"))) {
                findings.lose(line, "used before: " + row.get("section_name") + row.get("item_name"));
            } else {
                item(row, line, findings);
            }
        });
    }

    private static void item(Map<String, String> row, long line, Findings findings) {
        String name = row.get("item_name");
        String section = row.get("section_name");
        findings.list(
                row.get("list_name"),
                row.get("list_icon").isEmpty() ? Map.of() : Map.of("icon", TextNode.valueOf(row.get("list_icon"))));
        findings.item(new Draft(line, row.get("list_name"), "koffan/" + section + "/" + name, name)
                .amount(row.get("item_description"))
                .checked(CsvRows.yes(row.get("item_completed"))));
        if (!section.isBlank()) {
            findings.lose(line, "section %s of %s".formatted(section, name));
        }
        if (CsvRows.yes(row.get("item_uncertain"))) {
            findings.lose(line, name + " is uncertain");
        }
    }
}
