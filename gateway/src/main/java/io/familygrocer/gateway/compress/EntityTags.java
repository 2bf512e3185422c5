package io.familygrocer.gateway.compress;

import java.util.Arrays;
import java.util.LinkedHashSet;

import io.vertx.core.MultiMap;

/**
 * Entity tags of what is compressed on the way. The bytes aren't those that the service has given its tag to, so that the
 * tag becomes weak; a client that shows a weak one may mean the strong one of the service.
 */
public final class EntityTags {
    private static final String WEAK = "W/";

    private EntityTags() {}

    /** Makes the tag of an answer weak (RFC 9110, section 8.8.3.3). */
    static void weaken(MultiMap headers) {
        var tag = headers.get("etag");
        if (tag != null && !tag.startsWith(WEAK)) {
            headers.set("etag", WEAK + tag);
        }
    }

    /**
     * Says the strong form of each weak tag of {@code If-None-Match}, too: the comparison is a weak one anyway (RFC 9110,
     * section 13.1.2), and a service that compares letter by letter finds its own.
     */
    public static void strengthen(MultiMap headers) {
        var shown = headers.get("if-none-match");
        if (shown == null || !shown.contains(WEAK)) {
            return;
        }
        var all = new LinkedHashSet<String>();
        for (var line : headers.getAll("if-none-match")) {
            Arrays.stream(line.split(",", -1)).map(String::strip).forEach(tag -> {
                all.add(tag);
                if (tag.startsWith(WEAK)) {
                    all.add(tag.substring(WEAK.length()));
                }
            });
        }
        headers.set("if-none-match", String.join(", ", all));
    }
}
