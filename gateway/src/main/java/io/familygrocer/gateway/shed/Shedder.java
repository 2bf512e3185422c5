package io.familygrocer.gateway.shed;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.netflix.concurrency.limits.limit.Gradient2Limit;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import io.familygrocer.gateway.config.GatewayConfig;
import io.familygrocer.gateway.problem.GatewayProblem;
import io.familygrocer.gateway.problem.ProblemDocument;
import io.familygrocer.gateway.route.Route;
import io.familygrocer.gateway.visit.Visit;

/**
 * Keeps as many requests under way to a service as it can do well with: the number falls when answers become slow and
 * grows when they are quick. Beyond it a request is refused at once instead of waiting in a queue, and what matters less
 * is refused first. Each service has a number of its own, so that a slow one takes no room from the others. Streams are
 * no requests in this sense.
 */
@Singleton
public final class Shedder {
    private static final int GATEWAY_TIMEOUT = 504;
    private static final int UNAVAILABLE = 503;

    private final Map<String, Gate> gates = new ConcurrentHashMap<>();
    private final GatewayConfig.Shedding config;
    private final MeterRegistry metrics;

    @Inject
    Shedder(GatewayConfig config, MeterRegistry metrics) {
        this.config = config.shedding();
        this.metrics = metrics;
    }

    /** Whether a request may go on; else it has been answered with 503. */
    public boolean admit(Visit visit, Route route) {
        if (!config.enabled() || route.streaming()) {
            return true;
        }
        var gate = gates.computeIfAbsent(route.upstream().name(), this::gate);
        int underWay = gate.enter(share(route.priority()));
        if (underWay == 0) {
            metrics.counter("grocer.gateway.shed", "route", route.name()).increment();
            new ProblemDocument(
                            GatewayProblem.BUSY,
                            "Other requests to " + route.upstream().name() + " come first.")
                    .send(visit);
            return false;
        }
        long began = System.nanoTime();
        visit.atEnd(whole -> {
            int status = visit.response().getStatusCode();
            // A client that left says nothing about the service.
            gate.leave(began, visit.headNanos(), underWay, status == GATEWAY_TIMEOUT || status == UNAVAILABLE);
        });
        return true;
    }

    private double share(GatewayConfig.Priority priority) {
        return switch (priority) {
            case HIGH -> 1;
            case NORMAL -> config.normalPercent() / 100.0;
            case LOW -> config.lowPercent() / 100.0;
        };
    }

    private Gate gate(String upstream) {
        var gate = new Gate(Gradient2Limit.newBuilder()
                .initialLimit(config.initial())
                .minLimit(config.min())
                .maxConcurrency(config.max())
                .build());
        Gauge.builder("grocer.gateway.concurrency.limit", gate.limit, Gradient2Limit::getLimit)
                .description("Requests that may be under way to a service")
                .tag("upstream", upstream)
                .register(metrics);
        return gate;
    }

    private record Gate(Gradient2Limit limit, AtomicInteger underWay) {
        private Gate(Gradient2Limit limit) {
            this(limit, new AtomicInteger());
        }

        /** How many are under way with the new one; 0 where there is no room for it. */
        int enter(double share) {
            int now = underWay.incrementAndGet();
            if (now > Math.max(1, limit.getLimit() * share)) {
                underWay.decrementAndGet();
                return 0;
            }
            return now;
        }

        /** @param head when the answer's head went out; 0 for never */
        void leave(long began, long head, int underWayThen, boolean overloaded) {
            underWay.decrementAndGet();
            if (head != 0) {
                limit.onSample(began, Math.max(1, head - began), underWayThen, overloaded);
            }
        }
    }
}
