package io.familygrocer.gateway.watch;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import org.jboss.logging.Logger;

import io.familygrocer.gateway.config.GatewayConfig;
import io.familygrocer.gateway.route.Instance;
import io.familygrocer.gateway.route.Routes;
import io.familygrocer.gateway.route.Upstream;
import io.familygrocer.gateway.route.UpstreamClients;

/**
 * Looks at each service now and then. Shows what it sees, and ends the rest of a service that it sees come back; requests
 * are tried whatever it thinks.
 */
@Singleton
public final class UpstreamWatch {
    private static final Logger LOG = Logger.getLogger(UpstreamWatch.class);

    private final Map<String, Boolean> seen = new ConcurrentHashMap<>();
    private final Vertx vertx;
    private final Routes routes;
    private final UpstreamClients clients;
    private final GatewayConfig.Watch config;
    private final MeterRegistry metrics;
    private volatile long timer;

    @Inject
    UpstreamWatch(Vertx vertx, Routes routes, UpstreamClients clients, GatewayConfig config, MeterRegistry metrics) {
        this.vertx = vertx;
        this.routes = routes;
        this.clients = clients;
        this.config = config.watch();
        this.metrics = metrics;
    }

    /**
     * What was seen last.
     *
     * @param name the service
     * @param up whether it answered
     */
    public record Sight(String name, boolean up) {}

    /** All services, ordered by name; one that wasn't looked at yet is down. */
    public List<Sight> sights() {
        return routes.table().upstreams().stream()
                .map(upstream -> new Sight(upstream.name(), isUp(upstream)))
                .toList();
    }

    void start(@Observes StartupEvent event) {
        for (var upstream : routes.table().upstreams()) {
            Gauge.builder("grocer.gateway.upstream.up", () -> isUp(upstream) ? 1 : 0)
                    .description("Whether a service answered when last looked at")
                    .tag("upstream", upstream.name())
                    .register(metrics);
        }
        look();
        timer = vertx.setPeriodic(config.interval().toMillis(), id -> look());
    }

    void stop(@Observes @Priority(1) ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    private boolean isUp(Upstream upstream) {
        return seen.getOrDefault(upstream.name(), false);
    }

    private void look() {
        routes.table().upstreams().forEach(this::look);
    }

    private void look(Upstream upstream) {
        if (upstream.instances().isEmpty()) {
            return;
        }
        var answers = upstream.instances().stream()
                .map(instance -> ask(upstream, instance))
                .toList();
        // Up while any instance is.
        Future.any(answers).map(true).otherwise(false).onSuccess(up -> note(upstream, up));
    }

    /** Fails unless the instance answers. */
    private Future<Boolean> ask(Upstream upstream, Instance instance) {
        var question = instance.target()
                .setMethod(HttpMethod.GET)
                .setURI(upstream.watchPath())
                .setConnectTimeout(config.timeout().toMillis())
                .setIdleTimeout(config.timeout().toMillis());
        return clients.forWatching()
                .request(question)
                .compose(HttpClientRequest::send)
                .compose(response -> response.body().compose(body -> {
                    boolean up = response.statusCode() < 500;
                    return up ? Future.succeededFuture(true) : Future.failedFuture("not well");
                }));
    }

    private void note(Upstream upstream, boolean up) {
        var before = seen.put(upstream.name(), up);
        if (before == null || before != up) {
            LOG.infof("%s at %s is %s", upstream.name(), upstream.instances(), up ? "up" : "down");
            if (up) {
                upstream.breaker().tryAgain();
            }
        }
    }
}
