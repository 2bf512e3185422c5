package io.familygrocer.e2e.convergence;

import java.time.Duration;
import java.time.Instant;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The true time of a schedule, which can be moved on. The server's own clock stands: the schedule begins so far in the
 * past as it moves on, and is told the server's time by this clock.
 */
final class WorldClock {

    private volatile Duration behind;

    /** @param behind how far the schedule begins in the past */
    WorldClock(Duration behind) {
        this.behind = behind;
    }

    Instant now() {
        return Instant.now().minus(behind);
    }

    /** Time goes by; no further than to now, where schedules that were made smaller may have begun already. */
    void passes(Duration time) {
        behind = behind.compareTo(time) > 0 ? behind.minus(time) : Duration.ZERO;
    }

    /** An answer with the server's time as this clock has it. */
    ObjectNode told(ObjectNode answer) {
        return answer.put("serverTime", answer.get("serverTime").longValue() - behind.toMillis());
    }
}
