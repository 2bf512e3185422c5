package io.familygrocer.gateway.limit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    private final Map<String, Limit> limits = new HashMap<>();
    private final Cache<Key, Bucket> buckets;
    private final CommonBuckets common;
    private final Bearer bearer;
    private final int gateways;
    private final boolean enabled;
    private final MeterRegistry metrics;

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
        config.limits().forEach((name, limit) -> add(name, limit, settings, faults));
        config.routes()
                .forEach((name, route) -> route.limits().forEach(limit -> {
                    if (!limits.containsKey(limit.strip()) && !limit.isBlank()) {
                        faults.add(
                                "grocer.gateway.routes.%s.limits has %s; set grocer.gateway.limits.%s.key and .requests, or use %s"
                                        .formatted(name, limit, limit, limits.keySet()));
                    }
                }));
        if (!faults.isEmpty()) {
            throw new ConfigurationException("The gateway can't start:\n  - " + String.join("\n  - ", faults));
        }
        this.bearer = new Bearer(claims());
    }

    /** Calls back where the request may go on, at once or later on the same event loop; else answers it with 429. */
    public void admit(Visit visit, Route route, Runnable then) {
        if (!enabled || route.limits().isEmpty()) {
            then.run();
            return;
        }
        var wishes = new ArrayList<Admission.Wish>(4);
        for (var name : route.limits()) {
            var limit = limits.get(name);
            for (var value : limit.subject().values(visit, bearer)) {
                wishes.add(new Admission.Wish(
                        limit, value, buckets.get(new Key(name, value), key -> new Bucket(limit, gateways))));
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

    private void add(
            String name, GatewayConfig.LimitConfig config, GatewayConfig.Limiter settings, List<String> faults) {
        var key = "grocer.gateway.limits." + name;
        if (config.requests() < 1 || !config.per().isPositive()) {
            faults.add(key + ".requests and .per must be positive, for example 600 and 60S");
            return;
        }
        try {
            // Leased tokens that stay unspent must not make the sum miss the limit by more than the given share.
            long lease = Math.max(1, (long) (config.requests() * settings.leasePercent() / 100.0 / gateways));
            limits.put(name, new Limit(name, Subject.of(config.key()), config.requests(), config.per(), lease));
        } catch (IllegalArgumentException e) {
            faults.add("%s.key=%s %s".formatted(key, config.key(), e.getMessage()));
        }
    }

    private Set<String> claims() {
        var names = new HashSet<String>();
        for (var limit : limits.values()) {
            if (limit.subject() instanceof Subject.Claim claim) {
                names.add(claim.name());
            }
        }
        return names;
    }

    private record Key(String limit, String value) {}
}
