package io.familygrocer.list.merge;

import java.util.Comparator;
import java.util.UUID;

/**
 * A hybrid logical clock stamp, after Kulkarni et al., "Logical Physical Clocks" (2014). The newest stamp wins a
 * register; no two clients make the same one.
 *
 * @param millis the writer's clock, in milliseconds since 1970, never below a stamp it has seen
 * @param counter tells apart what happened in the same millisecond
 * @param client who wrote
 */
public record Stamp(long millis, int counter, UUID client) implements Comparable<Stamp> {

    private static final Comparator<Stamp> ORDER = Comparator.comparingLong(Stamp::millis)
            .thenComparingInt(Stamp::counter)
            .thenComparing(stamp -> stamp.client().toString());

    /** On the wire: {@code <millis>-<counter>-<client>}. */
    private static final int PARTS = 3;

    /**
     * Reads a stamp.
     *
     * @throws IllegalArgumentException with a sentence for the client where the text is none
     */
    public static Stamp parse(String text) {
        String[] parts = text == null ? new String[0] : text.split("-", PARTS);
        if (parts.length == PARTS) {
            try {
                var stamp = new Stamp(Long.parseLong(parts[0]), Integer.parseInt(parts[1]), UUID.fromString(parts[2]));
                if (stamp.millis >= 0 && stamp.counter >= 0) {
                    return stamp;
                }
            } catch (IllegalArgumentException e) {
                throw malformed(e);
            }
        }
        throw malformed(null);
    }

    /** This stamp, or one at {@code limit} where the writer's clock runs ahead of it. */
    public Stamp notAfter(long limit, long now) {
        return millis <= limit ? this : new Stamp(now, counter, client);
    }

    @Override
    public int compareTo(Stamp other) {
        return ORDER.compare(this, other);
    }

    /** The form on the wire. */
    @Override
    public String toString() {
        return millis + "-" + counter + "-" + client;
    }

    private static IllegalArgumentException malformed(Exception cause) {
        return new IllegalArgumentException("must be <milliseconds>-<counter>-<clientId>", cause);
    }
}
