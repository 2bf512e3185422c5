package io.familygrocer.list.imports;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;

/** Rows of RFC 4180 under a header; commas, semicolons or tabs part them, whichever the header has most of. */
final class CsvRows {

    private static final int LONGEST_HEADER = 10_000;
    private static final CsvMapper CSV =
            CsvMapper.builder().enable(CsvParser.Feature.SKIP_EMPTY_LINES).build();

    private CsvRows() {}

    /** Takes a row: what its cells say by the names of the header, which are in lower case; nothing is null. */
    @FunctionalInterface
    interface RowReader {
        void read(Map<String, String> row, long line) throws IOException;
    }

    /**
     * Reads each row.
     *
     * @throws IllegalArgumentException where the header does not name the column
     */
    static void read(SpooledFile file, String neededColumn, RowReader reader) throws IOException {
        var schema = CsvSchema.emptySchema()
                .withHeader()
                .withStrictHeaders(false)
                .withColumnSeparator(separator(header(file)));
        var rows = CSV.readerFor(new TypeReference<Map<String, String>>() {}).with(schema);
        try (var text = file.text();
                MappingIterator<Map<String, String>> all = rows.readValues(text)) {
            requireColumn(header(file), neededColumn);
            while (all.hasNextValue()) {
                var row = new LinkedHashMap<String, String>();
                all.nextValue()
                        .forEach((column, cell) -> row.put(
                                column == null ? "" : column.strip().toLowerCase(Locale.ROOT),
                                cell == null ? "" : cell.strip()));
                reader.read(new Cells(row), all.getCurrentLocation().getLineNr() - 1);
            }
        }
    }

    private static String header(SpooledFile file) throws IOException {
        try (var lines = new Lines(file.text(), LONGEST_HEADER)) {
            var first = lines.next();
            return first == null ? "" : first.text();
        }
    }

    private static void requireColumn(String header, String column) {
        for (String cell : header.split("[,;\t]", -1)) {
            if (cell.strip().replace("\"", "").equalsIgnoreCase(column)) {
                return;
            }
        }
        throw new IllegalArgumentException("The header must name the column: " + column);
    }

    private static char separator(String header) {
        char most = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(header, candidate) > count(header, most)) {
                most = candidate;
            }
        }
        return most;
    }

    private static long count(String text, char c) {
        return text.chars().filter(one -> one == c).count();
    }

    /** Whether a cell says yes. */
    static boolean yes(String cell) {
        return Set.of("true", "yes", "x", "1").contains(cell.toLowerCase(Locale.ROOT));
    }

    /** Cells that are empty where there are none. */
    private static final class Cells extends java.util.AbstractMap<String, String> {

        private final Map<String, String> row;

        Cells(Map<String, String> row) {
            this.row = row;
        }

        @Override
        public String get(Object column) {
            return row.getOrDefault(column, "");
        }

        @Override
        public Set<Entry<String, String>> entrySet() {
            return row.entrySet();
        }
    }
}
