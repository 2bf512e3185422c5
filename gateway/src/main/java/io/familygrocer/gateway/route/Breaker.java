package io.familygrocer.gateway.route;

import java.util.concurrent.TimeUnit;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import org.jboss.logging.Logger;

import io.familygrocer.gateway.config.GatewayConfig;

/** Leaves a service alone that fails again and again. Used by all event loops at once. */
public final class Breaker {
    private static final Logger LOG = Logger.getLogger(Breaker.class);
    private static final Exception NO_ANSWER = new NoAnswerException();

    private final CircuitBreaker breaker;

    Breaker(String name, GatewayConfig.Breaker config) {
        breaker = CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(config.failures())
                        .minimumNumberOfCalls(config.failures())
                        .failureRateThreshold(100)
                        .waitDurationInOpenState(config.open())
                        .permittedNumberOfCallsInHalfOpenState(config.trials())
                        .writableStackTraceEnabled(false)
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> LOG.infof("%s: %s", name, event.getStateTransition()));
    }

    /** Whether a request may go to the service now; each yes must be followed by one word about its end. */
    public boolean admits() {
        return breaker.tryAcquirePermission();
    }

    /** The service answered. */
    public void succeeded() {
        breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    }

    /** The service gave no answer. */
    public void failed() {
        breaker.onError(0, TimeUnit.NANOSECONDS, NO_ANSWER);
    }

    /** The request ended without saying anything about the service. */
    public void withdrawn() {
        breaker.releasePermission();
    }

    /** Whether the service is left alone at the moment. */
    public boolean isOpen() {
        return breaker.getState() == CircuitBreaker.State.OPEN;
    }

    /** The service was seen to come back: it gets its trials at once. */
    public void tryAgain() {
        if (isOpen()) {
            breaker.transitionToHalfOpenState();
        }
    }

    private static final class NoAnswerException extends Exception {
        private NoAnswerException() {
            super("No answer", null, false, false);
        }
    }
}
