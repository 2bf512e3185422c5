package io.familygrocer.list.imports;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** A table whose header names {@code name} and any of list, quantity, unit, category, note, checked. */
final class CsvReader implements FormatReader {

    private static final Set<String> KNOWN = Set.of("name", "list", "quantity", "unit", "category", "note", "checked");

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public boolean recognises(Outline file) {
        return Arrays.stream(file.firstLine().split("[,;\t]", -1))
                        .map(cell -> cell.strip().replace("\"", ""))
                        .filter(KNOWN::contains)
                        .count()
                > 1;
    }

    @Override
    public void read(SpooledFile file, Findings findings) throws IOException {
        CsvRows.read(file, "name", (row, line) -> item(row, line, findings));
    }

    private static void item(Map<String, String> row, long line, Findings findings) {
        String name = CsvCells.plain(row.get("name"));
        String list = CsvCells.plain(row.get("list"));
        var draft = new Draft(line, list, list + "/" + name, name)
                .note(CsvCells.plain(row.get("note")))
                .category(row.get("category"))
                .checked(CsvRows.yes(row.get("checked")));
        quantity(draft, row, line, findings);
        findings.item(draft);
        row.forEach((column, cell) -> {
            if (!KNOWN.contains(column) && !cell.isEmpty()) {
                findings.lose(line, "%s %s of %s".formatted(column.isEmpty() ? "a cell" : column, cell, name));
            }
        });
    }

    private static void quantity(Draft draft, Map<String, String> row, long line, Findings findings) {
        String text = row.get("quantity");
        String unit = CsvCells.plain(row.get("unit"));
        var quantity = text.isEmpty() ? null : Quantity.whole(text).orElse(null);
        if (quantity == null && !text.isEmpty()) {
            findings.lose(line, "quantity " + text);
        }
        boolean twoUnits = quantity != null && quantity.unit() != null && !unit.isEmpty();
        if (twoUnits && !quantity.unit().equals(unit)) {
            findings.lose(line, "unit " + unit);
        }
        draft.amount(
                quantity == null ? null : quantity.amount(),
                quantity != null && quantity.unit() != null ? quantity.unit() : unit);
    }
}
