package io.familygrocer.gateway.shed;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.netflix.concurrency.limits.limit.Gradient2Limit;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import io.familygrocer.gateway.config.GatewayConfig;
import io.familygrocer.gateway.config.GatewayConfig.Priority;
import io.familygrocer.gateway.problem.GatewayProblem;
import io.familygrocer.gateway.problem.ProblemDocument;
import io.familygrocer.gateway.route.Route;
import io.familygrocer.gateway.visit.Visit;

/**
 * Keeps as many requests under way to a service as it can do well with: the number falls when answers become slow and
 * grows when they are quick. Beyond it a request waits for a moment, what matters more in front, and is refused when none
 * of the others is over by then. Each service has a number of its own, so that a slow one takes no room from the others.
 * Streams are no requests in this sense.
 */
@Singleton
public final class Shedder {
    private static final int GATEWAY_TIMEOUT = 504;
    private static final int UNAVAILABLE = 503;

    private final Map<String, Service> services = new ConcurrentHashMap<>();
    private final Map<Priority, Double> shares = new EnumMap<>(Priority.class);
    private final GatewayConfig.Shedding config;
    private final long maxWaitMillis;
    private final MeterRegistry metrics;

    @Inject
    Shedder(GatewayConfig config, MeterRegistry metrics) {
        this.config = config.shedding();
        this.maxWaitMillis = this.config.maxWait().toMillis();
        this.metrics = metrics;
        shares.put(Priority.HIGH, 1.0);
        shares.put(Priority.NORMAL, this.config.normalPercent() / 100.0);
        shares.put(Priority.LOW, this.config.lowPercent() / 100.0);
    }

    /** Calls back where a request may go on, at once or later on the same event loop; else answers it with 503. */
    public void admit(Visit visit, Route route, Runnable then) {
        if (!config.enabled() || route.streaming()) {
            then.run();
            return;
        }
        var service = services.computeIfAbsent(route.upstream().name(), this::service);
        int underWay = service.gate.enter(route.priority());
        if (underWay > 0) {
            service.hold(visit, underWay);
            then.run();
            return;
        }
        var turn = new Turn(
                visit,
                service.gate,
                route.priority(),
                with -> {
                    service.hold(visit, with);
                    then.run();
                },
                () -> refuse(visit, route));
        if (maxWaitMillis <= 0 || !turn.begin(maxWaitMillis)) {
            refuse(visit, route);
        }
    }

    private void refuse(Visit visit, Route route) {
        metrics.counter("grocer.gateway.shed", "route", route.name()).increment();
        new ProblemDocument(
                        GatewayProblem.BUSY,
                        "Other requests to " + route.upstream().name() + " come first.")
                .send(visit);
    }

    private Service service(String upstream) {
        var limit = Gradient2Limit.newBuilder()
                .initialLimit(config.initial())
                .minLimit(config.min())
                .maxConcurrency(config.max())
                .build();
        var gate = new Gate(limit::getLimit, shares, config.maxWaiting());
        Gauge.builder("grocer.gateway.concurrency.limit", limit, Gradient2Limit::getLimit)
                .description("Requests that may be under way to a service")
                .tag("upstream", upstream)
                .register(metrics);
        Gauge.builder("grocer.gateway.concurrency.waiting", gate, Gate::waiting)
                .description("Requests that wait to be under way to a service")
                .tag("upstream", upstream)
                .register(metrics);
        return new Service(limit, gate);
    }

    private record Service(Gradient2Limit limit, Gate gate) {
        /** Holds its place until the visit is over, and learns from how long the answer took. */
        void hold(Visit visit, int underWay) {
            long began = System.nanoTime();
            visit.atEnd(whole -> {
                gate.leave();
                // A client that left says nothing about the service.
                if (visit.headNanos() != 0) {
                    int status = visit.response().getStatusCode();
                    boolean overloaded = status == GATEWAY_TIMEOUT || status == UNAVAILABLE;
                    limit.onSample(began, Math.max(1, visit.headNanos() - began), underWay, overloaded);
                }
            });
        }
    }
}
