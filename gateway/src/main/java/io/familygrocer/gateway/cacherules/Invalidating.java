package io.familygrocer.gateway.cacherules;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a request that changes something makes worthless (RFC 9111, section 4.4). */
public final class Invalidating {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private Invalidating() {}

    /** Whether a method may change something; one that nobody knows may, too. */
    public static boolean isUnsafe(String method) {
        return !SAFE.contains(method);
    }

    /**
     * The addresses, path and query each, whose stored answers must go: the request's own, and those of the same origin
     * that the answer names. None after a failure.
     *
     * @param host host and port as the client asked for them
     * @param uri path and query of the request
     */
    public static List<String> targets(String method, int status, Fields answer, String host, String uri) {
        if (!isUnsafe(method) || status < 200 || status >= 400) {
            return List.of();
        }
        var targets = new ArrayList<String>();
        targets.add(uri);
        for (var name : List.of("location", "content-location")) {
            var text = answer.first(name);
            if (text != null) {
                add(text, host, uri, targets);
            }
        }
        return targets;
    }

    private static void add(String text, String host, String uri, List<String> targets) {
        try {
            var found = URI.create("http://" + (host.isEmpty() ? "localhost" : host) + uri)
                    .resolve(text);
            boolean here = text.indexOf(':') < 0 && !text.startsWith("//")
                    || found.getRawAuthority() != null
                            && found.getRawAuthority().toLowerCase(Locale.ROOT).equals(host.toLowerCase(Locale.ROOT));
            if (here && found.getRawPath() != null) {
                targets.add(
                        found.getRawQuery() == null
                                ? found.getRawPath()
                                : found.getRawPath() + "?" + found.getRawQuery());
            }
        } catch (IllegalArgumentException e) {
            // No address: nothing is stored under it.
        }
    }
}
