package io.familygrocer.family.verification;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import org.jboss.logging.Logger;

/**
 * Does what nobody may learn anything about from the time that it takes: the answer has gone out before. What is lost in
 * a crash is asked for again by a person who waits for a mail.
 */
@ApplicationScoped
class Background {

    private static final Logger LOG = Logger.getLogger(Background.class);

    private final AtomicInteger running = new AtomicInteger();
    private final Vertx vertx;
    private final int limit;
    private final Counter dropped;

    Background(Vertx vertx, VerificationConfig config, MeterRegistry metrics) {
        this.vertx = vertx;
        this.limit = config.background();
        this.dropped = metrics.counter("grocer.verification.dropped");
    }

    /** Starts it and returns at once; drops it where too much is going on. */
    void run(Supplier<Uni<? extends Void>> work) {
        if (running.incrementAndGet() > limit) {
            running.decrementAndGet();
            dropped.increment();
            return;
        }
        // Not the context of the request, which ends before the work does.
        var context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(ignored -> Uni.createFrom()
                .deferred(work)
                .onTermination()
                .invoke(running::decrementAndGet)
                .subscribe()
                .with(
                        done -> {},
                        // Only the kind: the rest may repeat an address.
                        failure -> LOG.warnf(
                                "Work in the background failed: %s",
                                failure.getClass().getName())));
    }
}
