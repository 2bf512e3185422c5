package io.familygrocer.gateway.session;

import java.time.Duration;
import java.util.List;

/**
 * A kind of session, checked.
 *
 * @param name as browsers say it in {@code X-Session}
 * @param cookie the cookie's name without a prefix
 * @param begin answers that may begin one
 * @param renew answers that may carry another access token
 * @param refresh where a refresh token is traded for the next
 * @param end where a refresh token ends it; null for nowhere
 * @param endedKey the key in Redis that says that one has ended where it came from; null for none
 * @param endedClaim the claim whose value stands for {@code *} in it
 * @param implicit whether safe requests use it unasked
 */
record SessionKind(
        String name,
        String cookie,
        List<PathPattern> begin,
        List<PathPattern> renew,
        String refresh,
        String end,
        String endedKey,
        String endedClaim,
        boolean implicit,
        Duration idle,
        Duration absolute) {

    boolean begins(String path) {
        return matches(begin, path);
    }

    boolean renews(String path) {
        return matches(renew, path);
    }

    boolean ends(String path) {
        return path.equals(end);
    }

    /** The key in Redis that says that the session of an access token has ended; null for none. */
    String endedKey(String access) {
        if (endedKey == null) {
            return null;
        }
        var value = Claims.of(access, endedClaim);
        return value == null ? null : endedKey.replace("*", value);
    }

    /** Whether a session is over by its age or by its rest, whatever anybody says. */
    boolean isOver(Ticket ticket, long now) {
        return now - ticket.begun() >= absolute.toMillis() || now - ticket.renewed() >= idle.toMillis();
    }

    /** Whether it has rested for so long that its use must be noted: by being renewed. */
    boolean isDue(Ticket ticket, long now) {
        return now - ticket.renewed() >= idle.toMillis() / 2;
    }

    /** Milliseconds for which it can still be of use. */
    long left(Ticket ticket, long now) {
        return Math.max(1, Math.min(idle.toMillis(), ticket.begun() + absolute.toMillis() - now));
    }

    private static boolean matches(List<PathPattern> patterns, String path) {
        for (var pattern : patterns) {
            if (pattern.matches(path)) {
                return true;
            }
        }
        return false;
    }
}
