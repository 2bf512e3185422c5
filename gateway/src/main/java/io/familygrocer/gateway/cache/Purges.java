package io.familygrocer.gateway.cache;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.subscription.Cancellable;
import org.jboss.logging.Logger;

/**
 * Hears over Redis what has changed: from services tags with spaces between them, from other gateways an address. A
 * message that is lost costs no more than the freshness that the service itself has given.
 */
@Singleton
final class Purges {
    private static final Logger LOG = Logger.getLogger(Purges.class);

    private final ReactiveRedisDataSource redis;
    private final CacheConfig config;
    private final ResponseCache cache;
    private Cancellable heard = () -> {};

    @Inject
    Purges(ReactiveRedisDataSource redis, CacheConfig config, ResponseCache cache) {
        this.redis = redis;
        this.config = config;
        this.cache = cache;
    }

    void start(@Observes StartupEvent event) {
        if (!config.enabled()) {
            return;
        }
        var addresses = SecondLevel.addressChannel(config);
        heard = redis.pubsub(String.class)
                .subscribeAsMessages(config.purgeChannel(), addresses)
                .onFailure()
                .invoke(failure -> {
                    LOG.debug("Nobody can purge the cache while Redis is away");
                    cache.mayHaveMissed();
                })
                .onFailure()
                .retry()
                .withBackOff(Duration.ofSeconds(1), Duration.ofSeconds(30))
                .indefinitely()
                .subscribe()
                .with(message -> {
                    if (message.getChannel().equals(addresses)) {
                        cache.forget(message.getPayload());
                    } else {
                        cache.purge(new HashSet<>(
                                List.of(message.getPayload().strip().split("\\s+"))));
                    }
                });
    }

    void stop(@Observes ShutdownEvent event) {
        heard.cancel();
    }
}
