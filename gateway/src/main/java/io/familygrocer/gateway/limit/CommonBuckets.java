package io.familygrocer.gateway.limit;

import java.time.Duration;

import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Response;

import io.familygrocer.gateway.redis.PatientRedis;
import io.familygrocer.gateway.redis.RedisScript;

/** The buckets that all gateways share, in Redis. */
final class CommonBuckets {
    private static final RedisScript TAKE = RedisScript.of("/limit/bucket.lua");

    private final PatientRedis redis;

    CommonBuckets(Redis redis, Duration timeout, Duration pause) {
        this.redis = new PatientRedis(
                redis,
                timeout,
                pause,
                "each gateway counts its share of the limits",
                "limits are counted together again");
    }

    /** Whether it is worth asking. */
    boolean isReachable() {
        return redis.isReachable();
    }

    /** Takes tokens; the answer is what the script returns. Fails soon where Redis doesn't answer. */
    Future<Response> take(Limit limit, String value, long wanted) {
        // The braces keep all keys of one value on one node of a cluster.
        var key = "{" + value + "}:limit:" + limit.name();
        return redis.insist(
                server -> TAKE.run(server, key, limit.requests(), limit.per().toMillis(), wanted));
    }
}
