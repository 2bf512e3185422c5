package io.familygrocer.family.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * Attempts that count together. Each is counted as failed before it is made, so that many at the same time are not one
 * for us, and given back when it was right.
 */
@Entity
@Table(name = "throttle")
class Attempts {

    /** Not the time of an attempt: a clock that is set back must not keep anybody out. */
    private static final Instant NO_PAUSE = Instant.EPOCH;

    @Id
    String id;

    @Column(nullable = false)
    double failures;

    @Column(name = "last_at", nullable = false)
    Instant lastAt;

    @Column(name = "open_at", nullable = false)
    Instant openAt;

    /** How long to wait before the next attempt; empty where that may be made now. */
    Optional<Duration> pause(Instant now) {
        return now.isBefore(openAt) ? Optional.of(Duration.between(now, openAt)) : Optional.empty();
    }

    /** Counts an attempt; what was long ago counts less. */
    void take(Instant now, Bounds bounds) {
        failures = bounds.left(failures, Duration.between(lastAt, now)) + 1;
        lastAt = now;
        var pause = bounds.pause(failures);
        openAt = pause.isZero() ? NO_PAUSE : now.plus(pause);
    }

    /** Takes an attempt back that was none to guess. */
    void giveBack() {
        failures = Math.max(0, failures - 1);
        openAt = NO_PAUSE;
    }
}
