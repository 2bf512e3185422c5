package io.familygrocer.gateway.session;

import java.util.List;

/** A path of which some segments, written {@code *}, may be anything. */
record PathPattern(List<String> segments) {
    private static final String ANY = "*";

    /** @throws IllegalArgumentException where it is no path below {@code /api} */
    static PathPattern of(String text) {
        var path = text.strip();
        if (!path.startsWith("/api/") || path.endsWith("/") || path.contains("//")) {
            throw new IllegalArgumentException("has " + text + "; a path is like /api/things/*/open");
        }
        return new PathPattern(List.of(path.split("/", -1)));
    }

    boolean matches(String path) {
        var parts = path.split("/", segments.size() + 1);
        if (parts.length != segments.size()) {
            return false;
        }
        for (int at = 0; at < parts.length; at++) {
            var wanted = segments.get(at);
            if (wanted.equals(ANY) ? parts[at].isEmpty() : !wanted.equals(parts[at])) {
                return false;
            }
        }
        return true;
    }
}
