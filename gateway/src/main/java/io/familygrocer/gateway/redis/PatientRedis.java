package io.familygrocer.gateway.redis;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import org.jboss.logging.Logger;

/**
 * Redis for what can do without it: nobody waits for it longer than a while, and after a failure it is left alone for a
 * moment, so that nobody waits for it in vain.
 */
public final class PatientRedis {
    private static final Logger LOG = Logger.getLogger(PatientRedis.class);

    private final Redis redis;
    private final Duration timeout;
    private final long pauseNanos;
    private final String without;
    private final String again;
    private volatile long aloneUntil;

    /**
     * Wraps it.
     *
     * @param timeout for one question
     * @param pause for which it is left alone
     * @param without what the log says becomes of things while it is gone
     * @param again what the log says when it is back
     */
    public PatientRedis(Redis redis, Duration timeout, Duration pause, String without, String again) {
        this.redis = redis;
        this.timeout = timeout;
        this.pauseNanos = pause.toNanos();
        this.without = without;
        this.again = again;
    }

    /** Whether it is worth asking. */
    public boolean isReachable() {
        return aloneUntil == 0 || aloneUntil - System.nanoTime() <= 0;
    }

    /** Asks, also while it is left alone: for what must not be left out. Fails where there is no answer in time. */
    public <T> Future<T> insist(Function<Redis, Future<T>> question) {
        return question.apply(redis)
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(this::leaveAlone)
                .onSuccess(answer -> back());
    }

    /** Asks; fails at once while it is left alone, and where there is no answer in time. */
    public <T> Future<T> ask(Function<Redis, Future<T>> question) {
        return isReachable() ? insist(question) : Future.failedFuture("Redis is left alone");
    }

    private void back() {
        if (aloneUntil != 0) {
            aloneUntil = 0;
            LOG.infof("Redis is back: %s", again);
        }
    }

    private void leaveAlone(Throwable cause) {
        if (aloneUntil == 0) {
            LOG.warnf("Redis can't be reached (%s): %s", cause, without);
        }
        aloneUntil = System.nanoTime() + pauseNanos;
    }
}
