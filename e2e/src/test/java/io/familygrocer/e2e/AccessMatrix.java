package io.familygrocer.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Who may call what: {@code access-matrix.md}, a row an operation, and what the services say that they have. */
final class AccessMatrix {

    private static final String FILE = "/access-matrix.md";
    private static final int BEFORE_STATUSES = 3;
    private static final Pattern PATH = Pattern.compile("  (/\\S+):");
    private static final Pattern METHOD = Pattern.compile("    (get|put|post|delete|options|head|patch|trace):");

    private AccessMatrix() {}

    /** Who asks. */
    enum Who {
        ANONYMOUS,
        PASS,
        CHILD,
        ADULT,
        OWNER,
        FOREIGN,
        REMOVED,
        BAD
    }

    /**
     * One row.
     *
     * @param operation method and path as the services' OpenAPI has them
     * @param path to ask for, with {@code $names} of what is asked about
     * @param contentType null for none
     * @param body null for none; with {@code $names}
     * @param expected the status for each
     */
    record Row(String operation, String path, String contentType, String body, Map<Who, Integer> expected) {

        String method() {
            return operation.substring(0, operation.indexOf(' '));
        }
    }

    /** The rows, in the order of the file. */
    static List<Row> rows() {
        try (InputStream file = AccessMatrix.class.getResourceAsStream(FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.matches("\\| (GET|PUT|POST|DELETE|PATCH) .*"))
                    .map(AccessMatrix::row)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row row(String line) {
        var cells = Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList();
        if (cells.size() != BEFORE_STATUSES + Who.values().length) {
            throw new IllegalStateException("not %d cells: %s".formatted(BEFORE_STATUSES + Who.values().length, line));
        }
        var expected = new EnumMap<Who, Integer>(Who.class);
        for (Who who : Who.values()) {
            expected.put(who, Integer.valueOf(cells.get(BEFORE_STATUSES + who.ordinal())));
        }
        String body = cells.get(2).replace("`", "");
        boolean json = body.startsWith("{");
        return new Row(
                cells.get(0),
                cells.get(1),
                body.isEmpty() ? null : json ? "application/json" : body.substring(0, body.indexOf(' ')),
                body.isEmpty() ? null : json ? body : body.substring(body.indexOf(' ') + 1),
                expected);
    }

    /** Every operation that a service has, as {@code POST /api/sync}. */
    static Set<String> declared() {
        var found = new LinkedHashSet<String>();
        for (Service service : Service.values()) {
            var file = GrocerStack.projectRoot().resolve(service.module()).resolve("openapi.yaml");
            if (Files.exists(file)) {
                try {
                    found.addAll(operations(Files.readAllLines(file)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return found;
    }

    /** The files are written by a generator: two spaces a level, no flow style. */
    private static List<String> operations(List<String> openApi) {
        var found = new ArrayList<String>();
        String path = "";
        boolean inPaths = false;
        for (String line : openApi) {
            if (!line.startsWith(" ")) {
                inPaths = line.equals("paths:");
            }
            var ofPath = PATH.matcher(line);
            var ofMethod = METHOD.matcher(line);
            if (inPaths && ofPath.matches()) {
                path = ofPath.group(1);
            } else if (inPaths && ofMethod.matches()) {
                found.add(ofMethod.group(1).toUpperCase(Locale.ROOT) + " " + path);
            }
        }
        return found;
    }
}
