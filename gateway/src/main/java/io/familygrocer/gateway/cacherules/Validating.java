package io.familygrocer.gateway.cacherules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asking whether a stored answer is still good, and answering who asks that (RFC 9111, section 4.3). */
public final class Validating {
    /** What describes the bytes that are stored, and so is not for a later answer to change (section 3.2). */
    private static final Set<String> OF_THE_BODY =
            Set.of("content-length", "content-encoding", "content-range", "content-md5", "etag");

    private Validating() {}

    /** The conditions of a request that validates a stored answer; none where it has no validator. */
    public static List<Fields.Field> conditions(Stored stored) {
        var conditions = new ArrayList<Fields.Field>();
        if (stored.fields().has("etag")) {
            conditions.add(new Fields.Field("if-none-match", stored.fields().first("etag")));
        }
        if (stored.fields().has("last-modified")) {
            conditions.add(new Fields.Field("if-modified-since", stored.fields().first("last-modified")));
        }
        return conditions;
    }

    /**
     * The fields of a stored answer that was found good, with what is new in the 304. One that does not say when it was made
     * was made when it came (RFC 9110, section 6.6.1): the stored date would have it stale again.
     */
    public static Fields freshened(Stored stored, Fields notModified, long nowMillis) {
        var dated = notModified.has("date")
                ? notModified
                : notModified.replacedBy(Fields.of("date", HttpDate.format(nowMillis)));
        return stored.fields().replacedBy(dated.without(OF_THE_BODY));
    }

    /** Whether the client has it already, so that 304 says enough (section 4.3.2). */
    public static boolean isKnownTo(Asked asked, Stored stored) {
        if (stored.status() != 200) {
            return false;
        }
        var tags = asked.fields().apply("if-none-match");
        if (!tags.isEmpty()) {
            return names(tags, stored.fields().first("etag"));
        }
        var since = asked.fields().apply("if-modified-since");
        if (since.size() != 1) {
            return false;
        }
        var client = HttpDate.parse(since.getFirst());
        var here =
                HttpDate.parse(stored.fields().first(stored.fields().has("last-modified") ? "last-modified" : "date"));
        return client.isPresent() && here.isPresent() && here.getAsLong() <= client.getAsLong();
    }

    /**
     * The part of the body that is asked for, where it is one part that is there. Everything else is answered by the whole,
     * as a range may be ignored (RFC 9110, section 14.2).
     */
    public static Optional<Slice> slice(Asked asked, Stored stored, int length) {
        var ranges = asked.fields().apply("range");
        if (stored.status() != 200 || ranges.size() != 1 || !isSame(asked, stored)) {
            return Optional.empty();
        }
        var range = ranges.getFirst();
        int dash = range.indexOf('-');
        if (!range.startsWith("bytes=") || dash < 0) {
            return Optional.empty();
        }
        long from = Directives.number(range.substring("bytes=".length(), dash));
        long to = Directives.number(range.substring(dash + 1));
        boolean first = dash > "bytes=".length();
        boolean last = dash + 1 < range.length();
        if (first && from < 0 || last && to < 0 || !first && !last) {
            return Optional.empty();
        }
        var slice = first
                ? new Slice((int) Math.min(from, length), (int) Math.min(last ? to : length - 1, length - 1))
                : new Slice((int) Math.max(0, length - to), length - 1);
        return slice.from <= slice.to ? Optional.of(slice) : Optional.empty();
    }

    /**
     * A part of a body.
     *
     * @param from the first byte, counted from 0
     * @param to the last byte
     */
    public record Slice(int from, int to) {}

    /** {@code If-Range} (RFC 9110, section 13.1.5): the very same bytes, or all of them. */
    private static boolean isSame(Asked asked, Stored stored) {
        var wanted = asked.fields().apply("if-range");
        return wanted.isEmpty()
                || !wanted.getFirst().startsWith("W/")
                        && (wanted.getFirst().equals(stored.fields().first("etag"))
                                || wanted.getFirst().equals(stored.fields().first("last-modified")));
    }

    /** Weak comparison (RFC 9110, section 8.8.3.2). */
    private static boolean names(List<String> lines, String tag) {
        for (var line : lines) {
            for (int at = 0; at < line.length(); ) {
                int end = Directives.endOfMember(line, at);
                var one = line.substring(at, end).strip();
                if (one.equals("*") || tag != null && opaque(one).equals(opaque(tag))) {
                    return true;
                }
                at = end + 1;
            }
        }
        return false;
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}
