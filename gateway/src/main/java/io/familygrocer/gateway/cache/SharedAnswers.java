package io.familygrocer.gateway.cache;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

import io.familygrocer.gateway.cacherules.Asked;
import io.familygrocer.gateway.cacherules.Stored;
import io.familygrocer.gateway.cacherules.StoredForm;
import io.familygrocer.gateway.redis.PatientRedis;
import io.familygrocer.gateway.redis.RedisScript;

/**
 * Answers in Redis: a hash for each address with all its variants, and for each tag when it was purged last. All times are
 * Redis' own. An answer counts only where neither its address was forgotten nor one of its tags purged after it was
 * <em>asked for</em>, so that one that was under way meanwhile does no harm.
 */
final class SharedAnswers {
    private static final RedisScript READ = RedisScript.of("/cache/read.lua");
    private static final RedisScript BODY = RedisScript.of("/cache/body.lua");
    private static final RedisScript PUT = RedisScript.of("/cache/put.lua");
    private static final RedisScript FORGET = RedisScript.of("/cache/forget.lua");
    private static final RedisScript PURGED = RedisScript.of("/cache/purged.lua");
    private static final RedisScript PURGE = RedisScript.of("/cache/purge.lua");

    /** Longer than a service may take for an answer. */
    private static final Duration UNDER_WAY = Duration.ofMinutes(10);

    /** The clocks of a cluster's nodes differ, by no more than this. */
    private static final long SKEW_MILLIS = 2_000;

    /** More is not shared: each has to be asked for. */
    private static final int MAX_TAGS = 16;

    private final PatientRedis redis;
    private final CacheConfig.InRedis config;
    private final int maxVariants;
    private final Map<String, Future<Response>> reading = new ConcurrentHashMap<>();

    /** Whether a removal may not have reached Redis: what is there from before is not trusted then. */
    private volatile boolean missed;

    private volatile long trustedFrom;

    SharedAnswers(PatientRedis redis, CacheConfig.InRedis config, int maxVariants) {
        this.redis = redis;
        this.config = config;
        this.maxVariants = maxVariants;
    }

    /**
     * What a look has brought.
     *
     * @param at when it was, by Redis' clock; 0 for no look
     * @param kept what suits; null for nothing
     */
    record Found(long at, Kept kept) {
        static final Found NOTHING = new Found(0, null);
    }

    /** One variant as it is in Redis. */
    private record Variant(String name, String times, long keptAt, long askedAt, Stored stored) {}

    boolean isReachable() {
        return redis.isReachable();
    }

    /** The newest that suits a request, as RFC 9111, section 4 has it. Fails where Redis does not answer. */
    Future<Found> find(String key, Asked asked) {
        return read(key).compose(read -> {
            long now = read.get(0).toLong();
            trust(now);
            return variants(read, now).stream()
                    .filter(variant -> variant.askedAt() > trustedFrom)
                    .filter(variant -> variant.stored().suits(asked))
                    .max(Comparator.comparingLong(Variant::keptAt))
                    .map(variant -> body(key, variant, read.get(1))
                            .compose(body -> unlessPurged(variant, new Found(now, kept(variant, body)))))
                    .orElse(Future.succeededFuture(new Found(now, null)));
        });
    }

    /**
     * Keeps an answer for as long as it is of use.
     *
     * @param askedAt of a look that was before the service was asked
     * @return whether it is there now; it need not be
     */
    Future<Boolean> put(String key, Kept kept, long askedAt) {
        long now = System.currentTimeMillis();
        long life = Math.min(kept.stored().usableForMillis(now), config.maxAge().toMillis());
        var head = StoredForm.write(kept.stored(), now);
        if (askedAt == 0
                || life < 1000
                || head.isEmpty()
                || kept.body().length() > config.maxBody().asLongValue()
                || kept.tags().size() > MAX_TAGS) {
            return Future.succeededFuture(false);
        }
        return redis.ask(server -> PUT.run(
                        server,
                        address(key),
                        variant(kept.stored()),
                        askedAt,
                        life,
                        Buffer.buffer(head.get()),
                        kept.body(),
                        maxVariants,
                        UNDER_WAY.toMillis()))
                .map(put -> put.toInteger() == 1);
    }

    /** Forgets an address. */
    Future<Void> forget(String key) {
        return redis.insist(server -> FORGET.run(server, address(key), UNDER_WAY.toMillis()))
                .onFailure(cause -> mayHaveMissed())
                .mapEmpty();
    }

    /** Makes everything worthless that carries one of the tags. */
    Future<Void> purge(Set<String> tags) {
        long life = config.maxAge().plus(UNDER_WAY).toMillis();
        var purged = tags.stream()
                .map(tag -> redis.insist(server -> PURGE.run(server, purged(tag), life)))
                .toList();
        return Future.all(purged).onFailure(cause -> mayHaveMissed()).mapEmpty();
    }

    /** Tells the other gateways something. */
    Future<Void> tell(String channel, String message) {
        return redis.ask(server ->
                        server.send(Request.cmd(Command.PUBLISH).arg(channel).arg(message)))
                .mapEmpty();
    }

    /** A removal may have been lost: what is in Redis by now does not count any more. */
    void mayHaveMissed() {
        missed = true;
    }

    private void trust(long now) {
        if (missed) {
            missed = false;
            trustedFrom = now;
        }
    }

    /** Looks of one address that come together are one. */
    private Future<Response> read(String key) {
        var promise = Promise.<Response>promise();
        var underWay = reading.putIfAbsent(key, promise.future());
        if (underWay != null) {
            return underWay;
        }
        redis.ask(server -> READ.run(server, address(key))).onComplete(read -> {
            reading.remove(key);
            promise.handle(read);
        });
        return promise.future();
    }

    private static List<Variant> variants(Response read, long now) {
        long here = System.currentTimeMillis();
        var variants = new ArrayList<Variant>();
        for (int at = 2; at + 2 < read.size(); at += 3) {
            var name = read.get(at).toString();
            var times = read.get(at + 1).toString();
            var head = read.get(at + 2);
            if (head != null) {
                long keptAt = Long.parseLong(times.split(" ")[0]);
                long askedAt = Long.parseLong(times.split(" ")[1]);
                StoredForm.read(head.toBytes(), now - keptAt, here)
                        .ifPresent(stored -> variants.add(new Variant(name, times, keptAt, askedAt, stored)));
            }
        }
        return variants;
    }

    /** Nothing where it went meanwhile. */
    private Future<Buffer> body(String key, Variant variant, Response alone) {
        return alone != null
                ? Future.succeededFuture(alone.toBuffer())
                : redis.ask(server -> BODY.run(server, address(key), variant.name(), variant.times()))
                        .map(body -> body == null ? null : body.toBuffer());
    }

    private static Kept kept(Variant variant, Buffer body) {
        return body == null ? null : new Kept(variant.stored(), body);
    }

    private Future<Found> unlessPurged(Variant variant, Found found) {
        if (found.kept() == null || found.kept().tags().isEmpty()) {
            return Future.succeededFuture(found);
        }
        var marks = found.kept().tags().stream()
                .map(tag -> redis.ask(server -> PURGED.run(server, purged(tag))))
                .toList();
        return Future.all(marks).map(all -> {
            for (Response mark : all.<Response>list()) {
                if (mark != null && mark.toLong() + SKEW_MILLIS >= variant.askedAt()) {
                    return new Found(found.at(), null);
                }
            }
            return found;
        });
    }

    /** The braces name what a cluster spreads by. An address may have secrets in it: only its hash is there. */
    private static String address(String key) {
        return "{" + hash(key) + "}:answers";
    }

    private static String purged(String tag) {
        return "{" + hash(tag) + "}:purged";
    }

    /** The request fields that it was chosen by, with their values. */
    private static String variant(Stored stored) {
        var text = new StringBuilder();
        new TreeMap<>(stored.varied())
                .forEach((name, value) -> text.append(name)
                        .append(value.text() == null ? "-" : "=" + value.text())
                        .append('\n'));
        return hash(text.toString());
    }

    private static String hash(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
