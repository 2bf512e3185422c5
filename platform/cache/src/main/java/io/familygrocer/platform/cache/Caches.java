package io.familygrocer.platform.cache;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;

/** Makes the caches of a service. */
@ApplicationScoped
public class Caches {

    private final ReactiveRedisDataSource redis;
    private final ObjectMapper json;
    private final MeterRegistry metrics;

    Caches(ReactiveRedisDataSource redis, ObjectMapper json, MeterRegistry metrics) {
        this.redis = redis;
        this.json = json;
        this.metrics = metrics;
    }

    /**
     * A new cache.
     *
     * @param name unique within the service; it tags the metric {@code grocer.cache.requests} and ends each Redis key,
     *     so change it when the form of the values changes
     */
    public <V> TwoLevelCache<V> named(String name, TypeReference<V> form, TwoLevelCache.Bounds bounds) {
        return new TwoLevelCache<>(name, form, bounds, redis, json, metrics);
    }
}
