package io.familygrocer.family.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Which key signs when. A key is shown before it signs, so that who verifies has it by then, and after, until the last
 * token that it signed has expired. The next key signs from an instant that is written with it: replicas that know of it
 * change over at the same time without a word.
 *
 * @param keys by the time from which they sign
 */
record KeySchedule(List<SigningKey> keys) {

    KeySchedule {
        keys = keys.stream().sorted(Comparator.comparing(SigningKey::signsFrom)).toList();
    }

    /** The key that signs; where the clock says that none does yet, the first. */
    SigningKey current(Instant now) {
        return keys.reversed().stream()
                .filter(key -> !key.signsFrom().isAfter(now))
                .findFirst()
                .orElseGet(keys::getFirst);
    }

    /** Whether a key waits for its turn. */
    boolean hasNext(Instant now) {
        return keys.getLast().signsFrom().isAfter(now);
    }

    /** Whether it is time to show the next key. */
    boolean isDue(Instant now, KeysConfig config) {
        return keys.isEmpty()
                || !hasNext(now)
                        && !now.isBefore(keys.getLast()
                                .signsFrom()
                                .plus(config.rotation())
                                .minus(config.ahead()));
    }

    /**
     * The keys that nobody needs any more.
     *
     * @param lifetime of a token, and how much longer a key is to be shown
     */
    List<SigningKey> spent(Instant now, Duration lifetime) {
        var current = keys.indexOf(current(now));
        return keys.subList(0, current).stream()
                .filter(key -> !successor(key).signsFrom().plus(lifetime).isAfter(now))
                .toList();
    }

    private SigningKey successor(SigningKey key) {
        return keys.get(keys.indexOf(key) + 1);
    }
}
