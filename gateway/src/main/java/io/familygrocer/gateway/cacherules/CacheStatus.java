package io.familygrocer.gateway.cacherules;

import java.util.Locale;

/**
 * What a cache did with a request, as {@code Cache-Status} says it (RFC 9211).
 *
 * @param hit whether the answer came from the cache without a question to the service
 * @param forward why the service was asked; null where it was not
 * @param forwardStatus what it answered; 0 where the client gets just that
 * @param stored whether its answer was stored
 * @param collapsed whether the answer to another request serves this one, too
 * @param freshSeconds for how long the answer is fresh, negative for stale; null where that is not known
 * @param detail where the cache had it, a token; null for nothing to say
 */
public record CacheStatus(
        boolean hit,
        Forward forward,
        int forwardStatus,
        boolean stored,
        boolean collapsed,
        Long freshSeconds,
        String detail) {
    /** Why the service was asked. */
    public enum Forward {
        /** The cache is not for this request. */
        BYPASS,
        /** The method. */
        METHOD,
        /** Nothing is stored of this address. */
        URI_MISS,
        /** What is stored is for other request fields. */
        VARY_MISS,
        /** The client wants a new one. */
        REQUEST,
        /** What is stored is stale. */
        STALE,
        /** A part was asked for that is not stored. */
        PARTIAL;

        private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** From the cache. */
    public static CacheStatus hit(long freshSeconds, String detail) {
        return new CacheStatus(true, null, 0, false, false, freshSeconds, detail);
    }

    /** From the service. */
    public static CacheStatus forwarded(Forward why, boolean stored) {
        return new CacheStatus(false, why, 0, stored, false, null, null);
    }

    /** From the cache, after the service has said something else than what the client gets. */
    public static CacheStatus validated(Forward why, int status, boolean stored, long freshSeconds) {
        return new CacheStatus(false, why, status, stored, false, freshSeconds, null);
    }

    /** Served by the answer to another request. */
    public static CacheStatus collapsed(Forward why, long freshSeconds) {
        return new CacheStatus(false, why, 0, false, true, freshSeconds, null);
    }

    /** The field's value. */
    public String text(String cache) {
        var text = new StringBuilder(cache);
        if (hit) {
            text.append("; hit");
        }
        if (forward != null) {
            text.append("; fwd=").append(forward.label);
        }
        if (forwardStatus != 0) {
            text.append("; fwd-status=").append(forwardStatus);
        }
        if (freshSeconds != null) {
            text.append("; ttl=").append(freshSeconds);
        }
        if (stored) {
            text.append("; stored");
        }
        if (collapsed) {
            text.append("; collapsed");
        }
        if (detail != null) {
            text.append("; detail=").append(detail);
        }
        return text.toString();
    }
}
