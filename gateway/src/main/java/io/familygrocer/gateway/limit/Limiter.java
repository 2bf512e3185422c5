package io.familygrocer.gateway.limit;

import java.util.ArrayList;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.redis.client.Redis;

import io.familygrocer.gateway.config.GatewayConfig;
import io.familygrocer.gateway.problem.GatewayProblem;
import io.familygrocer.gateway.problem.ProblemDocument;
import io.familygrocer.gateway.route.Route;
import io.familygrocer.gateway.visit.Visit;

/**
 * Lets through as many requests as the limits of their route allow, over all gateways that share a Redis. A gateway leases
 * a small part of a bucket at once, so that most requests cost no question, and all gateways together let through no more
 * than there is.
 */
@Singleton
public final class Limiter {
    private final Cache<Key, Bucket> buckets;
    private final CommonBuckets common;
    private final int gateways;
    private final boolean enabled;
    private final MeterRegistry metrics;
    private volatile Limits limits;

    /** @throws ConfigurationException with every fault of the limits and its fix, one a line */
    @Inject
    Limiter(GatewayConfig config, Redis redis, MeterRegistry metrics) {
        var settings = config.limiter();
        this.enabled = settings.enabled();
        this.gateways = Math.max(1, settings.gateways());
        this.metrics = metrics;
        this.common = new CommonBuckets(redis, settings.redisTimeout(), settings.redisPause());
        this.buckets = Caffeine.newBuilder().maximumSize(settings.maxBuckets()).build();
        var faults = new ArrayList<String>();
        this.limits = new Limits(config, faults);
        if (!faults.isEmpty()) {
            throw new ConfigurationException("The gateway can't start:\n  - " + String.join("\n  - ", faults));
        }
    }

    /** Puts other limits in force; a limit that stays the same keeps its buckets. */
    public void replace(Limits next) {
        limits = next;
    }

    /** Calls back where the request may go on, at once or later on the same event loop; else answers it with 429. */
    public void admit(Visit visit, Route route, Runnable then) {
        if (!enabled || route.limits().isEmpty()) {
            then.run();
            return;
        }
        var inForce = limits;
        var wishes = new ArrayList<Admission.Wish>(4);
        for (var name : route.limits()) {
            var limit = inForce.get(name);
            if (limit == null) {
                continue; // The route is older than the limits.
            }
            for (var value : limit.subject().values(visit, inForce.bearer())) {
                wishes.add(new Admission.Wish(
                        limit, value, buckets.get(new Key(limit, value), key -> new Bucket(limit, gateways))));
            }
        }
        if (wishes.isEmpty()) {
            then.run();
        } else {
            new Admission(this, visit, wishes, then).begin();
        }
    }

    CommonBuckets common() {
        return common;
    }

    void refuse(Visit visit, Limit limit, long pauseMillis) {
        metrics.counter("grocer.gateway.limited", "limit", limit.name()).increment();
        visit.response().putHeader("Retry-After", Long.toString(Math.max(1, (pauseMillis + 999) / 1000)));
        new ProblemDocument(
                        GatewayProblem.RATE_LIMITED,
                        "At most %d requests in %d s are allowed here."
                                .formatted(
                                        limit.requests(),
                                        Math.max(1, limit.per().toSeconds())))
                .send(visit);
    }

    private record Key(Limit limit, String value) {}
}
