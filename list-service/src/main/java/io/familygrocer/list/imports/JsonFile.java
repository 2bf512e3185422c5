package io.familygrocer.list.imports;

import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A JSON document that is read in passes, entry by entry. A path names a place in it: {@code data.lists[].name} any of
 * these names, {@code data.lists[2].name} one of them.
 */
final class JsonFile {

    private static final int LONGEST_TEXT = 100_000;
    private static final int DEEPEST = 50;
    private static final int MOST_SCALARS = 50_000;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(LONGEST_TEXT)
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(100)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private JsonFile() {}

    /** Takes an entry of a document. */
    @FunctionalInterface
    interface EntryReader {

        /**
         * Reads an entry.
         *
         * @param entry the object, whole
         * @param within where it stands: the path of what its array is a member of, such as {@code data.lists[2].}
         * @param number its number among all entries of its kind, from 1
         */
        void read(JsonNode entry, String within, long number) throws IOException;
    }

    /**
     * Reads the entries at the given paths, such as {@code [].items[]}, each whole, and passes over all else.
     *
     * @throws NoEntries where the document has no array at any of the paths
     */
    static void entries(Reader document, Map<String, EntryReader> readers) throws IOException {
        var numbers = new HashMap<EntryReader, Long>();
        boolean[] seen = {false};
        walk(document, (parser, path, place) -> {
            seen[0] |= parser.currentToken() == JsonToken.START_ARRAY && readers.containsKey(path + "[]");
            var reader = readers.get(path);
            if (reader == null) {
                return false;
            }
            reader.read(JSON.readTree(parser), within(place), numbers.merge(reader, 1L, Long::sum));
            return true;
        });
        if (!seen[0]) {
            throw new NoEntries("It has none of " + String.join(", ", new TreeSet<>(readers.keySet())));
        }
    }

    /** Reads the values at the given paths, such as {@code lists[].name}, whole; they are told what they are within. */
    static void values(Reader document, Map<String, EntryReader> readers) throws IOException {
        walk(document, (parser, path, place) -> {
            var reader = readers.get(path);
            if (reader != null) {
                reader.read(JSON.readTree(parser), place.substring(0, place.lastIndexOf('.') + 1), 1);
            }
            return reader != null;
        });
    }

    /** The texts, numbers and truths at the given paths, by their place. */
    static Map<String, String> scalars(Reader document, Set<String> paths) throws IOException {
        var found = new HashMap<String, String>();
        walk(document, (parser, path, place) -> {
            if (parser.currentToken().isScalarValue() && paths.contains(path)) {
                if (found.size() >= MOST_SCALARS) {
                    throw new IllegalArgumentException("It has too many lists");
                }
                if (parser.currentToken() != JsonToken.VALUE_NULL) {
                    found.put(place, parser.getText());
                }
            }
            return false;
        });
        return found;
    }

    /** Walks until the visitor has seen enough; what can't be read further on is not its matter. */
    static void paths(Reader document, Predicate<String> enough) throws IOException {
        walk(document, (parser, path, place) -> {
            if (enough.test(path)) {
                throw new Enough();
            }
            return false;
        });
    }

    /** Visits each value; {@code taken} says that the visitor has read it. */
    private interface Visitor {
        boolean visit(JsonParser parser, String path, String place) throws IOException;
    }

    private static void walk(Reader document, Visitor visitor) throws IOException {
        try (document;
                var parser = JSON.createParser(document)) {
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException("It is empty");
            }
            value(parser, "", "", visitor);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("Something follows the document");
            }
        } catch (Enough seen) {
            // The rest is not asked for.
        }
    }

    private static void value(JsonParser parser, String path, String place, Visitor visitor) throws IOException {
        if (visitor.visit(parser, path, place)) {
            return;
        }
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                String before = path.isEmpty() ? "" : path + ".";
                String placeBefore = place.isEmpty() ? "" : place + ".";
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    value(parser, before + name, placeBefore + name, visitor);
                }
            }
            case START_ARRAY -> {
                for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                    value(parser, path + "[]", place + "[" + i + "]", visitor);
                }
            }
            default -> {
                // A scalar, which is read.
            }
        }
    }

    /** {@code data.lists[2].items[7]} is within {@code data.lists[2].}, {@code items[7]} and {@code [7]} within nothing. */
    private static String within(String place) {
        String array = place.substring(0, place.lastIndexOf('['));
        return array.substring(0, array.lastIndexOf('.') + 1);
    }

    /** The text of a field, stripped; null where it says nothing. Numbers and truths are texts too. */
    static String text(JsonNode entry, String field) {
        var value = entry.path(field);
        String text = value.isValueNode() && !value.isNull() ? value.asText().strip() : "";
        return text.isEmpty() ? null : text;
    }

    /** Whether a field says yes: true, 1, or the same as a text. */
    static boolean flag(JsonNode entry, String field) {
        String text = text(entry, field);
        return text != null && Set.of("true", "1", "yes").contains(text.toLowerCase(java.util.Locale.ROOT));
    }

    /** A number, also where it is given as a text; null where there is none. */
    static java.math.BigDecimal number(JsonNode entry, String field) {
        String text = text(entry, field);
        if (text == null || text.length() > 40) {
            return null;
        }
        try {
            var number = new java.math.BigDecimal(text.replace(',', '.'));
            return Math.abs(number.scale()) > 40 ? null : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** A document without what was looked for. */
    static final class NoEntries extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        NoEntries(String message) {
            super(message);
        }
    }

    /** Ends a walk. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Enough() {
            super(null, null, false, false);
        }
    }
}
