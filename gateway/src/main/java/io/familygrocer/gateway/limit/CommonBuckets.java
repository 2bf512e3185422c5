package io.familygrocer.gateway.limit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import org.jboss.logging.Logger;

/**
 * The buckets that all gateways share, in Redis. After a failure it is left alone for a moment, so that nobody waits for
 * it in vain.
 */
final class CommonBuckets {
    private static final Logger LOG = Logger.getLogger(CommonBuckets.class);
    private static final Command EVAL = Command.EVAL;
    private static final Command EVALSHA = Command.EVALSHA;

    private final Redis redis;
    private final Duration timeout;
    private final long pauseNanos;
    private final String script;
    private final String sha;
    private volatile long aloneUntil;

    CommonBuckets(Redis redis, Duration timeout, Duration pause) {
        this.redis = redis;
        this.timeout = timeout;
        this.pauseNanos = pause.toNanos();
        this.script = script();
        this.sha = sha1(script);
    }

    /** Whether it is worth asking. */
    boolean reachable(long now) {
        return aloneUntil == 0 || aloneUntil - now <= 0;
    }

    /** Takes tokens; the answer is what the script returns. Fails soon where Redis doesn't answer. */
    Future<Response> take(Limit limit, String value, long wanted) {
        // The braces keep all keys of one value on one node of a cluster.
        var key = "{" + value + "}:limit:" + limit.name();
        return ask(EVALSHA, sha, key, limit, wanted)
                .recover(cause ->
                        cause.getMessage() != null && cause.getMessage().startsWith("NOSCRIPT")
                                ? ask(EVAL, script, key, limit, wanted)
                                : Future.failedFuture(cause))
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(this::leaveAlone)
                .onSuccess(taken -> back());
    }

    private Future<Response> ask(Command command, String what, String key, Limit limit, long wanted) {
        return redis.send(Request.cmd(command)
                .arg(what)
                .arg(1)
                .arg(key)
                .arg(limit.requests())
                .arg(limit.per().toMillis())
                .arg(wanted));
    }

    private void back() {
        if (aloneUntil != 0) {
            aloneUntil = 0;
            LOG.info("Redis is back: limits are counted together again");
        }
    }

    private void leaveAlone(Throwable cause) {
        if (aloneUntil == 0) {
            LOG.warnf("Redis can't be reached (%s): each gateway counts its share of the limits", cause);
        }
        aloneUntil = System.nanoTime() + pauseNanos;
    }

    private static String script() {
        try (var in = CommonBuckets.class.getResourceAsStream("/limit/bucket.lua")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name by which Redis knows a script. */
    private static String sha1(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
