package io.familygrocer.gateway.compress;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Content codings that the gateway can make (RFC 9110, section 8.4.1), the better one first. */
public enum Coding {
    /** Brotli (RFC 7932). */
    BROTLI("br"),
    /** gzip (RFC 1952). */
    GZIP("gzip");

    private final String label;

    Coding(String label) {
        this.label = label;
    }

    /** The name on the wire. */
    public String label() {
        return label;
    }

    /**
     * The one of some that a client likes best, of equals the better one; null where it takes none.
     *
     * @param accepted the lines of {@code Accept-Encoding}
     * @param offered in the order of this enumeration
     */
    public static Coding of(List<String> accepted, Set<Coding> offered) {
        Coding best = null;
        double liking = 0;
        for (var coding : offered) {
            double likes = weight(accepted, coding);
            if (likes > liking) {
                best = coding;
                liking = likes;
            }
        }
        return best;
    }

    /** What the client says about it, or about all others; 0 for not at all (RFC 9110, section 12.5.3). */
    private static double weight(List<String> accepted, Coding coding) {
        double others = 0;
        for (var line : accepted) {
            for (var member : line.split(",", -1)) {
                var parts = member.split(";", -1);
                var name = parts[0].strip().toLowerCase(Locale.ROOT);
                if (name.equals(coding.label) || coding == GZIP && name.equals("x-gzip")) {
                    return quality(parts);
                }
                if (name.equals("*")) {
                    others = quality(parts);
                }
            }
        }
        return others;
    }

    private static double quality(String[] parts) {
        return Arrays.stream(parts)
                .skip(1)
                .map(part -> part.strip().toLowerCase(Locale.ROOT))
                .filter(part -> part.startsWith("q="))
                .findFirst()
                .map(part -> number(part.substring(2)))
                .orElse(1.0);
    }

    private static double number(String text) {
        return text.matches("[01](\\.[0-9]{0,3})?") ? Double.parseDouble(text) : 0;
    }
}
