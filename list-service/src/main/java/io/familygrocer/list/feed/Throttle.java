package io.familygrocer.list.feed;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often each link was answered in the minute that is. */
final class Throttle {

    private static final long MINUTE = 60_000;

    private final int most;
    private volatile Window window = new Window(0);

    Throttle(int most) {
        this.most = most;
    }

    /** Whether a link may be answered once more. */
    boolean admits(UUID link, long nowMillis) {
        long minute = nowMillis / MINUTE;
        var current = window;
        if (current.minute != minute) {
            // Two that come at once make two windows; one of them counts on.
            current = new Window(minute);
            window = current;
        }
        return current.counts.computeIfAbsent(link, id -> new AtomicInteger()).incrementAndGet() <= most;
    }

    /** Seconds until the next minute. */
    static long waitSeconds(long nowMillis) {
        return (MINUTE - nowMillis % MINUTE + 999) / 1000;
    }

    private record Window(long minute, ConcurrentHashMap<UUID, AtomicInteger> counts) {
        Window(long minute) {
            this(minute, new ConcurrentHashMap<>());
        }
    }
}
