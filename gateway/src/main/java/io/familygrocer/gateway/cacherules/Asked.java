package io.familygrocer.gateway.cacherules;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A request, as far as a cache looks at it.
 *
 * @param method as it came
 * @param fields gives the lines of a header field by its name in lower case; none where it is missing
 * @param directives its {@code Cache-Control}
 */
public record Asked(String method, Function<String, List<String>> fields, Directives directives) {
    /** Header fields that make a request conditional, or ask for a part. */
    public static final List<String> CONDITIONS =
            List.of("if-none-match", "if-modified-since", "if-match", "if-unmodified-since", "if-range", "range");

    /** Reads the directives. */
    public Asked(String method, Function<String, List<String>> fields) {
        this(method, fields, directives(fields));
    }

    /** Whether it shows who asks: an answer to it is for others only where it says so. */
    public boolean personal() {
        return !fields.apply("authorization").isEmpty()
                || !fields.apply("cookie").isEmpty();
    }

    /** Whether its outcome hangs on what the client has already, or on a part of it. */
    public boolean conditional() {
        return CONDITIONS.stream().anyMatch(name -> !fields.apply(name).isEmpty());
    }

    /** The lines of a field as one list without optional white space, or null where it is missing. */
    public String normalised(String name) {
        var lines = fields.apply(name);
        if (lines.isEmpty()) {
            return null;
        }
        return lines.stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .collect(Collectors.joining(","));
    }

    /** {@code Pragma: no-cache} counts only where there is no {@code Cache-Control} (RFC 9111, section 5.4). */
    private static Directives directives(Function<String, List<String>> fields) {
        var lines = fields.apply("cache-control");
        if (!lines.isEmpty()) {
            return Directives.parse(lines);
        }
        var pragma = fields.apply("pragma");
        return pragma.isEmpty() ? Directives.NONE : Directives.parse(pragma);
    }
}
