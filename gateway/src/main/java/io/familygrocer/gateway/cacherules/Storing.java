package io.familygrocer.gateway.cacherules;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which answers a shared cache may store (RFC 9111, section 3). Narrower than allowed: nothing without explicit freshness,
 * nothing with {@code Set-Cookie}, no parts, and nothing that varies on everything.
 */
public final class Storing {
    /** An age that is none: older than anything lives. */
    private static final long UNKNOWN = 1L << 32;

    /** Status codes whose meaning for a cache is known here (section 5.2.2.3). */
    private static final Set<Integer> UNDERSTOOD =
            Set.of(200, 203, 204, 300, 301, 302, 303, 307, 308, 400, 403, 404, 405, 410, 414, 500, 501, 502, 503, 504);

    /** For one connection only, or for the sender's own proxy (section 3.1). */
    private static final Set<String> NOT_STORED = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authentication-info",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "age");

    /** Where an answer says that it may be stored: without one of these it must not. */
    private static final List<String> SAYING =
            List.of("cache-control", "expires", "cdn-cache-control", "surrogate-control");

    private Storing() {}

    /** Whether an answer with such fields may be stored at all, for a quick no: most say nothing about caches. */
    public static boolean isConceivable(Predicate<String> has) {
        return SAYING.stream().anyMatch(has);
    }

    /**
     * What is to be stored of an answer; nothing where it must not be, or is of no use.
     *
     * @param askedMillis when the request went out
     * @param answeredMillis when the answer came
     */
    public static Optional<Stored> decide(
            Asked asked, int status, Fields fields, long askedMillis, long answeredMillis) {
        if (!asked.method().equals("GET") || status < 200 || status == 206 || status == 304) {
            return Optional.empty();
        }
        var governing = Governing.of(fields);
        if (!isExplicit(fields, governing) || !mayStore(asked, status, fields, governing.directives())) {
            return Optional.empty();
        }
        var stored = read(asked, status, fields, governing, askedMillis, answeredMillis);
        return !stored.varied().containsKey("*")
                        && (stored.forAll() || !asked.personal())
                        && isOfUse(stored, answeredMillis)
                ? Optional.of(stored)
                : Optional.empty();
    }

    private static boolean mayStore(Asked asked, int status, Fields fields, Directives directives) {
        // Who understands the status need not heed no-store, which is for those who don't.
        boolean store = directives.has("must-understand") ? UNDERSTOOD.contains(status) : !directives.has("no-store");
        return store
                && !asked.directives().has("no-store")
                && !directives.has("private")
                && !fields.has("set-cookie")
                && !isStream(fields);
    }

    private static boolean isStream(Fields fields) {
        var type = fields.first("content-type");
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
    }

    /** Fresh for a time that it says, or to be validated each time, which it says, too. */
    private static boolean isExplicit(Fields fields, Governing governing) {
        return governing.directives().has("s-maxage")
                || governing.directives().has("max-age")
                || !governing.targeted() && fields.has("expires")
                || governing.directives().has("public")
                || governing.directives().has("no-cache");
    }

    private static boolean isOfUse(Stored stored, long nowMillis) {
        return stored.hasValidator()
                || stored.freshForMillis(nowMillis) > 0 && !stored.directives().plain("no-cache");
    }

    private static Stored read(
            Asked asked, int status, Fields fields, Governing governing, long askedMillis, long answeredMillis) {
        long date = HttpDate.parse(fields.first("date")).orElse(answeredMillis);
        long lifetime = lifetime(fields, governing, date).orElse(0);
        long apparent = Math.max(0, answeredMillis - date);
        long said = age(fields) * 1000 + answeredMillis - askedMillis;
        var kept = fields.without(notStored(fields, governing.directives()));
        return new Stored(
                status,
                kept.has("date") ? kept : kept.replacedBy(Fields.of("date", HttpDate.format(answeredMillis))),
                governing.directives(),
                varied(asked, fields),
                lifetime,
                Math.max(apparent, said),
                answeredMillis);
    }

    private static OptionalLong lifetime(Fields fields, Governing governing, long date) {
        for (var name : List.of("s-maxage", "max-age")) {
            var seconds = governing.directives().seconds(name);
            if (seconds.isPresent()) {
                return OptionalLong.of(seconds.getAsLong() * 1000);
            }
        }
        if (governing.targeted() || !fields.has("expires")) {
            return OptionalLong.empty();
        }
        // What is no date has expired.
        var expires = HttpDate.parse(fields.first("expires"));
        return OptionalLong.of(expires.isPresent() ? Math.max(0, expires.getAsLong() - date) : 0);
    }

    /** In seconds. The first of several counts; what makes no sense makes the answer stale. */
    private static long age(Fields fields) {
        var text = fields.first("age");
        if (text == null) {
            return 0;
        }
        long seconds = Directives.number(text.split(",", 2)[0].strip());
        return seconds < 0 ? UNKNOWN : seconds;
    }

    private static Set<String> notStored(Fields fields, Directives directives) {
        var names = new HashSet<>(NOT_STORED);
        names.addAll(directives.names("no-cache"));
        for (var line : fields.all("connection")) {
            Arrays.stream(line.split(",", -1))
                    .map(name -> name.strip().toLowerCase(Locale.ROOT))
                    .forEach(names::add);
        }
        return names;
    }

    private static Map<String, Stored.OptionalValue> varied(Asked asked, Fields fields) {
        var varied = new HashMap<String, Stored.OptionalValue>();
        for (var line : fields.all("vary")) {
            for (var name : line.split(",", -1)) {
                var field = name.strip().toLowerCase(Locale.ROOT);
                if (!field.isEmpty()) {
                    varied.put(field, new Stored.OptionalValue(asked.normalised(field)));
                }
            }
        }
        return Map.copyOf(varied);
    }
}
