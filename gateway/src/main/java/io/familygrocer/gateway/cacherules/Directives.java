package io.familygrocer.gateway.cacherules;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** The directives of {@code Cache-Control} (RFC 9111, section 5.2). Immutable. */
public final class Directives {
    /** No directive at all. */
    public static final Directives NONE = new Directives(Map.of());

    /** Longer than anything is kept, and no sum of two overflows (RFC 9111, section 1.2.2). */
    private static final long LONGEST = 1L << 31;

    private final Map<String, String> values;

    Directives(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * Reads the lines of a field. Of a directive that is there twice the first counts, but one without an argument is
     * stronger than one that names fields.
     */
    public static Directives parse(List<String> lines) {
        var values = new HashMap<String, String>();
        for (var line : lines) {
            for (int at = 0; at < line.length(); ) {
                int end = endOfMember(line, at);
                add(line.substring(at, end).strip(), values);
                at = end + 1;
            }
        }
        return new Directives(values);
    }

    /** Whether a directive is there, with or without an argument. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** Whether a directive is there and names no fields that it is for. */
    public boolean plain(String name) {
        return "".equals(values.get(name));
    }

    /** What {@link #Directives(Map)} makes the same of. */
    Map<String, String> values() {
        return values;
    }

    /** The fields that {@code no-cache} or {@code private} name, in lower case. */
    public Set<String> names(String directive) {
        var names = new HashSet<String>();
        Arrays.stream(values.getOrDefault(directive, "").split(",", -1))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .forEach(names::add);
        return names;
    }

    /** The argument in seconds; nothing where the directive is missing, 0 where it makes no sense. */
    public OptionalLong seconds(String name) {
        var text = values.get(name);
        return text == null ? OptionalLong.empty() : OptionalLong.of(Math.max(0, number(text)));
    }

    /** A number of seconds, not above 2^31, or -1 where the text is none. */
    static long number(String text) {
        if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        var digits = text.replaceFirst("^0+(?=.)", "");
        return digits.length() > 10 ? LONGEST : Math.min(LONGEST, Long.parseLong(digits));
    }

    /** Where a member of a list ends: at the next comma that is in no quoted string. */
    static int endOfMember(String line, int from) {
        boolean quoted = false;
        for (int at = from; at < line.length(); at++) {
            char c = line.charAt(at);
            if (quoted && c == '\\') {
                at++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                return at;
            }
        }
        return line.length();
    }

    private static void add(String member, Map<String, String> values) {
        int equals = member.indexOf('=');
        var name = (equals < 0 ? member : member.substring(0, equals)).toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            return;
        }
        var value = equals < 0 ? "" : unquoted(member.substring(equals + 1));
        values.merge(name, value, (first, second) -> second.isEmpty() ? second : first);
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1") : text;
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
