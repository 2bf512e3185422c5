package io.familygrocer.family;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

/** The clock of the service under test: right, until a test moves it. Who moves it sets it right again. */
@Singleton
@Alternative
@Priority(1)
public class TestClock implements InstantSource {

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plus(ahead.get());
    }

    /** Moves it on. */
    public void move(Duration by) {
        ahead.accumulateAndGet(by, Duration::plus);
    }

    /** Sets it right. */
    public void reset() {
        ahead.set(Duration.ZERO);
    }
}
