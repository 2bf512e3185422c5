package io.familygrocer.gateway.proxy;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.jboss.logging.Logger;

import io.familygrocer.gateway.config.GatewayConfig;

/**
 * The answers that last. They would outlive any patience at shutdown, so they are ended before it, spread over a moment:
 * their clients come back to another gateway and not all at once.
 */
@Singleton
public final class OpenStreams {
    private static final Logger LOG = Logger.getLogger(OpenStreams.class);

    private final Map<Lasting, Context> open = new ConcurrentHashMap<>();
    private final Vertx vertx;
    private final long spreadMillis;
    private volatile boolean stopping;

    @Inject
    OpenStreams(Vertx vertx, GatewayConfig config, MeterRegistry metrics) {
        this.vertx = vertx;
        this.spreadMillis = Math.max(1, config.drain().spread().toMillis());
        Gauge.builder("grocer.gateway.streams", open, Map::size)
                .description("Streams that are open at the moment")
                .strongReference(true)
                .register(metrics);
    }

    /** What has no end of its own. */
    interface Lasting {
        /** Ends it in good order; on the event loop on which it was added. */
        void finish();
    }

    /** Whether new streams should go elsewhere. */
    boolean stopping() {
        return stopping;
    }

    void add(Lasting stream) {
        var context = vertx.getOrCreateContext();
        open.put(stream, context);
        if (stopping) {
            // It was on its way when the others were ended.
            context.runOnContext(now -> stream.finish());
        }
    }

    void remove(Lasting stream) {
        open.remove(stream);
    }

    void drain(@Observes ShutdownDelayInitiatedEvent event) {
        stopping = true;
        LOG.infof("Stopping: ending %d streams within %d ms", open.size(), spreadMillis);
        open.forEach((stream, context) -> context.runOnContext(
                now -> vertx.setTimer(ThreadLocalRandom.current().nextLong(spreadMillis) + 1, id -> stream.finish())));
    }
}
