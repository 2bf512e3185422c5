package io.familygrocer.gateway.visit;

import java.util.Locale;

/** What a path may look like, so that the gateway and a service can't read two different things out of it. */
public final class RequestPath {
    private RequestPath() {}

    /**
     * Whether a raw path means the same to everyone: no dot segments, no empty ones, no encoded slashes, backslashes or
     * zeros.
     */
    public static boolean isPlain(String path) {
        if (path == null || !path.startsWith("/") || path.contains("//") || path.indexOf('\\') >= 0) {
            return false;
        }
        var lower = path.toLowerCase(Locale.ROOT).replace("%2e", ".");
        if (lower.contains("%2f") || lower.contains("%5c") || lower.contains("%00")) {
            return false;
        }
        return !lower.contains("/./") && !lower.contains("/../") && !lower.endsWith("/.") && !lower.endsWith("/..");
    }

    /** Whether a path belongs to the API and not to the web client. */
    public static boolean isApi(String path) {
        return path.equals("/api") || path.startsWith("/api/");
    }
}
