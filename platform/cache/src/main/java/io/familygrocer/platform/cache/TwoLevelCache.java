package io.familygrocer.platform.cache;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.jboss.logging.Logger;

/**
 * A cache-aside cache: in this process for seconds, in Redis for minutes, then the source. Concurrent misses of a key
 * are one call to the source; times to live are spread by a tenth, so that what was filled together does not expire
 * together. Without Redis it is slower, never wrong and never down: after a failure Redis is left alone for a moment.
 *
 * @param <V> what is cached; written as JSON
 */
public final class TwoLevelCache<V> {

    private static final Logger LOG = Logger.getLogger(TwoLevelCache.class);
    private static final Duration REDIS_PATIENCE = Duration.ofMillis(200);
    private static final long REDIS_REST_NANOS = Duration.ofSeconds(2).toNanos();

    private final String name;
    private final TypeReference<V> form;
    private final Duration redisTtl;
    private final AsyncCache<String, V> local;
    private final ReactiveRedisDataSource redis;
    private final ObjectMapper json;
    private final MeterRegistry metrics;
    private volatile long redisRestsUntil = System.nanoTime();

    TwoLevelCache(
            String name,
            TypeReference<V> form,
            Bounds bounds,
            ReactiveRedisDataSource redis,
            ObjectMapper json,
            MeterRegistry metrics) {
        this.name = name;
        this.form = form;
        this.redisTtl = bounds.redisTtl();
        this.redis = redis;
        this.json = json;
        this.metrics = metrics;
        this.local = Caffeine.newBuilder()
                .maximumSize(bounds.localEntries())
                .expireAfter(Expiry.<String, V>creating((key, value) -> spread(bounds.localTtl())))
                .buildAsync();
    }

    /**
     * The value of a key.
     *
     * @param key starts with {@code {familyId}} where the value belongs to a family, so that a Redis Cluster keeps a
     *     family on one shard
     * @param source asked on a miss, once for all who wait; its failure is theirs and is not cached
     */
    public Uni<V> get(String key, Supplier<Uni<V>> source) {
        var caller = callersContext();
        return Uni.createFrom()
                .completionStage(() -> lookUp(key, source, caller))
                .emitOn(caller);
    }

    private CompletableFuture<V> lookUp(String key, Supplier<Uni<V>> source, Executor caller) {
        var mine = new CompletableFuture<V>();
        var present = local.asMap().putIfAbsent(key, mine);
        if (present != null) {
            hit("local");
            return present;
        }
        // A timeout of Redis comes from a thread of its own, but the source needs the context of its caller.
        fromRedis(key).emitOn(caller).subscribe().with(found -> {
            if (found == null) {
                load(key, source, mine);
            } else {
                hit("redis");
                mine.complete(found);
            }
        });
        return mine;
    }

    /** Forgets a key, here and in Redis; other processes forget it within the local time to live. */
    public Uni<Void> invalidate(String key) {
        local.synchronous().invalidate(key);
        return guarded(redis.key().del(redisKey(key)).replaceWithVoid());
    }

    private void load(String key, Supplier<Uni<V>> source, CompletableFuture<V> waiting) {
        hit("miss");
        Uni.createFrom()
                .deferred(source::get)
                .subscribe()
                .with(
                        value -> {
                            waiting.complete(value);
                            toRedis(key, value);
                        },
                        failure -> {
                            local.asMap().remove(key, waiting);
                            waiting.completeExceptionally(failure);
                        });
    }

    private Uni<V> fromRedis(String key) {
        return guarded(redis.value(String.class).get(redisKey(key))).map(text -> text == null ? null : read(text));
    }

    private void toRedis(String key, V value) {
        try {
            long millis = Duration.ofNanos(spreadNanos(redisTtl)).toMillis();
            guarded(redis.value(String.class).psetex(redisKey(key), millis, json.writeValueAsString(value)))
                    .subscribe()
                    .with(ignored -> {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not writable as JSON: a value of the cache " + name, e);
        }
    }

    /** What an older release wrote may not fit any more: that is a miss, not a failure. */
    private V read(String text) {
        try {
            return json.readValue(text, form);
        } catch (JsonProcessingException e) {
            LOG.debugf("An entry of the cache %s is of another release", name);
            return null;
        }
    }

    private <T> Uni<T> guarded(Uni<T> call) {
        if (System.nanoTime() - redisRestsUntil < 0) {
            return Uni.createFrom().nullItem();
        }
        return call.ifNoItem().after(REDIS_PATIENCE).fail().onFailure().recoverWithItem(failure -> {
            redisRestsUntil = System.nanoTime() + REDIS_REST_NANOS;
            hit("redis-failure");
            return null;
        });
    }

    private void hit(String outcome) {
        metrics.counter("grocer.cache.requests", "cache", name, "outcome", outcome)
                .increment();
    }

    private String redisKey(String key) {
        return key + ":" + name;
    }

    /** Hibernate Reactive's sessions and the request's scope belong to a Vert.x context. */
    private static Executor callersContext() {
        Context context = Vertx.currentContext();
        return context == null ? Runnable::run : task -> context.runOnContext(ignored -> task.run());
    }

    private static Duration spread(Duration ttl) {
        return Duration.ofNanos(spreadNanos(ttl));
    }

    private static long spreadNanos(Duration ttl) {
        return (long) (ttl.toNanos() * ThreadLocalRandom.current().nextDouble(0.9, 1.1));
    }

    /**
     * How much and how long a cache keeps.
     *
     * @param localEntries at most this many in this process
     * @param localTtl in this process; seconds
     * @param redisTtl in Redis; minutes
     */
    public record Bounds(long localEntries, Duration localTtl, Duration redisTtl) {}
}
