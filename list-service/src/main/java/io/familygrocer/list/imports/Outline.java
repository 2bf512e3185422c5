package io.familygrocer.list.imports;

import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a file looks like from afar, for finding out what it is.
 *
 * @param zipped whether it is an archive
 * @param paths the first places of a JSON document, such as {@code [].items[].name}; empty where it is none
 * @param firstLine the first line of a text that is not blank, in lower case; empty where there is none
 */
record Outline(boolean zipped, Set<String> paths, String firstLine) {

    private static final int ENOUGH = 2_000;
    private static final int LONGEST_LINE = 10_000;

    static Outline of(SpooledFile file) throws IOException {
        if (file.zipped()) {
            return new Outline(true, Set.of(), "");
        }
        String line = firstLine(file);
        if (line.startsWith("{") || isArray(line)) {
            var paths = new HashSet<String>();
            int[] seen = {0};
            try {
                JsonFile.paths(file.text(), path -> {
                    paths.add(path);
                    return ++seen[0] >= ENOUGH;
                });
                return new Outline(false, paths, "");
            } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                if (line.startsWith("{")) {
                    return new Outline(false, paths, "");
                }
            }
        }
        return new Outline(false, Set.of(), line);
    }

    /** {@code [ ] milk} is a check box. */
    private static boolean isArray(String line) {
        return line.startsWith("[") && !line.matches("\\[[ x]]\\s.*");
    }

    /** Whether any of the places is there. */
    boolean has(String... any) {
        return Set.of(any).stream().anyMatch(paths::contains);
    }

    private static String firstLine(SpooledFile file) throws IOException {
        try (var lines = new Lines(file.text(), LONGEST_LINE)) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                if (!line.text().isBlank()) {
                    return line.text().strip().toLowerCase(Locale.ROOT);
                }
            }
            return "";
        }
    }
}
