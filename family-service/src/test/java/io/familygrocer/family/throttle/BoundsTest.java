package io.familygrocer.family.throttle;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BoundsTest {

    private static final Bounds BOUNDS =
            new Bounds(3, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(1));

    @Test
    void pausesDoubleFromTheLastFreeAttemptUpToTheLongest() {
        assertThat(BOUNDS.pause(2)).isZero();
        assertThat(BOUNDS.pause(3)).hasSeconds(1);
        assertThat(BOUNDS.pause(4)).hasSeconds(2);
        assertThat(BOUNDS.pause(8)).hasSeconds(32);
        assertThat(BOUNDS.pause(9)).hasSeconds(60);
        assertThat(BOUNDS.pause(1e9)).hasSeconds(60);
    }

    @Test
    void failuresFadeByHalfInAHalfLife() {
        assertThat(BOUNDS.left(8, Duration.ZERO)).isEqualTo(8);
        assertThat(BOUNDS.left(8, Duration.ofHours(1))).isEqualTo(4);
        assertThat(BOUNDS.left(8, Duration.ofDays(2))).isLessThan(0.001);
    }

    @Test
    void anErrorAnHourNeverAddsUpToAPause() {
        var attempts = new Attempts();
        var now = Instant.parse("2026-01-01T00:00:00Z");
        attempts.lastAt = now;
        for (int hour = 0; hour < 1000; hour++) {
            now = now.plus(Duration.ofHours(1));
            attempts.take(now, BOUNDS);
            assertThat(attempts.pause(now)).isEmpty();
        }
    }

    @Test
    void anAttemptThatWasRightIsTakenBack() {
        var attempts = new Attempts();
        var now = Instant.parse("2026-01-01T00:00:00Z");
        attempts.lastAt = now;
        attempts.failures = 2;

        attempts.take(now, BOUNDS);
        assertThat(attempts.pause(now)).contains(Duration.ofSeconds(1));
        attempts.giveBack();

        assertThat(attempts.pause(now)).isEmpty();
        assertThat(attempts.failures).isEqualTo(2);
    }
}
