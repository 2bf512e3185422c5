package io.familygrocer.gateway.cache;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import org.eclipse.microprofile.config.ConfigProvider;

import io.familygrocer.gateway.redis.PatientRedis;
import io.familygrocer.gateway.route.Route;

/**
 * The second level of the cache, which all gateways share: what one has fetched, another serves. It is there where a Redis
 * was named, and helps as long as that answers. It is not asked in vain again and again: where the last answers of a route
 * have all been for one person only.
 */
@Singleton
final class SecondLevel {
    /** Settings of a jar have this rank (MicroProfile Config); whoever installs the gateway has a higher one. */
    private static final int RANK_OF_DEFAULTS = 250;

    /** After so many answers for one only a route is taken for one without others. */
    private static final int HOPELESS = 8;

    /** After so many it is, where there was one for all. */
    private static final int AFTER_ONE = 64;

    private final boolean enabled;
    private final SharedAnswers answers;
    private final String addressChannel;
    private final MeterRegistry metrics;
    private final Map<Kind, Integer> inVain = new ConcurrentHashMap<>();
    private final Set<String> proven = ConcurrentHashMap.newKeySet();

    @Inject
    SecondLevel(CacheConfig config, Redis redis, MeterRegistry metrics) {
        this.enabled = config.enabled() && config.redis().enabled().orElseGet(SecondLevel::isRedisNamed);
        this.addressChannel = addressChannel(config);
        this.metrics = metrics;
        this.answers = new SharedAnswers(
                new PatientRedis(
                        redis,
                        config.redis().timeout(),
                        config.redis().pause(),
                        "each gateway has only its own cache",
                        "gateways share what they have fetched"),
                config.redis(),
                Math.max(1, config.maxVariants()));
    }

    /** Requests that may be alike: of a route, with or without a sign of who asks. */
    private record Kind(String route, boolean personal) {}

    /** The channel on which gateways name addresses that were changed. */
    static String addressChannel(CacheConfig config) {
        return config.purgeChannel() + ":address";
    }

    /** Whether there is one. */
    boolean enabled() {
        return enabled;
    }

    /** Whether it may have something for a request. */
    boolean isWorthAsking(Question question) {
        return enabled && answers.isReachable() && inVain.getOrDefault(kind(question), 0) < HOPELESS;
    }

    /** Looks. Fails where Redis does not answer. */
    Future<SharedAnswers.Found> find(Question question) {
        return answers.find(question.key(), question.asked()).onComplete(found -> {
            if (found.succeeded() && found.result().kept() != null) {
                learn(question, true);
            }
            count("read", found.failed() ? "failed" : found.result().kept() == null ? "nothing" : "found");
        });
    }

    /** Notes whether an answer was one for all. */
    void learn(Question question, boolean storable) {
        if (!enabled) {
            return;
        }
        var kind = kind(question);
        if (storable) {
            proven.add(kind.route);
            inVain.put(kind, HOPELESS - AFTER_ONE);
        } else if (inVain.getOrDefault(kind, 0) < HOPELESS) {
            inVain.merge(kind, 1, Integer::sum);
        }
    }

    /** Gives the others what was fetched. */
    void put(Question question, Kept kept) {
        if (enabled && answers.isReachable()) {
            answers.put(question.key(), kept, question.sharedAt())
                    .onComplete(put -> count("write", put.failed() ? "failed" : put.result() ? "kept" : "refused"));
        }
    }

    /** Forgets an address whose answer is for nobody else any more. */
    void forget(Route route, String key) {
        if (mayHave(route)) {
            answers.forget(key).onComplete(forgotten -> count("forget", forgotten.failed() ? "failed" : "done"));
        }
    }

    /** Forgets an address that was changed, and has the other gateways do so. */
    void changed(Route route, String key) {
        if (mayHave(route)) {
            forget(route, key);
            answers.tell(addressChannel, key).onComplete(told -> count("tell", told.failed() ? "failed" : "done"));
        }
    }

    /** Makes everything worthless that carries one of the tags. Completes when that is so; fails where it can't be. */
    Future<Void> purge(Set<String> tags) {
        return enabled
                ? answers.purge(tags).onComplete(purged -> count("purge", purged.failed() ? "failed" : "done"))
                : Future.succeededFuture();
    }

    /** Something may have been purged that was not heard of. */
    void mayHaveMissed() {
        answers.mayHaveMissed();
    }

    /** Unless all that is known of a route was for one only. */
    private boolean mayHave(Route route) {
        return enabled
                && (proven.contains(route.name())
                        || inVain.getOrDefault(new Kind(route.name(), false), 0) < HOPELESS
                                && inVain.getOrDefault(new Kind(route.name(), true), 0) < HOPELESS);
    }

    private void count(String operation, String outcome) {
        metrics.counter("grocer.gateway.cache.redis", "operation", operation, "outcome", outcome)
                .increment();
    }

    private static Kind kind(Question question) {
        return new Kind(question.route().name(), question.asked().personal());
    }

    private static boolean isRedisNamed() {
        return ConfigProvider.getConfig().getConfigValue("quarkus.redis.hosts").getSourceOrdinal() > RANK_OF_DEFAULTS;
    }
}
