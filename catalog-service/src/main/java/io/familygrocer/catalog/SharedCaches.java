package io.familygrocer.catalog;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import org.jboss.logging.Logger;

/** The caches in front of the services, which keep what {@link PublicResource} answers. */
@ApplicationScoped
public class SharedCaches {

    private static final Logger LOG = Logger.getLogger(SharedCaches.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Answers carry it as {@code Cache-Tag}. */
    static final String TAG = "catalog";

    private final ReactiveRedisDataSource redis;
    private final CatalogConfig config;

    SharedCaches(ReactiveRedisDataSource redis, CatalogConfig config) {
        this.redis = redis;
        this.config = config;
    }

    /** Tells them that what they keep is old. Who does not hear it uses that no longer than {@code max-age} allows. */
    public void forget() {
        redis.pubsub(String.class)
                .publish(config.purgeChannel(), TAG)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .subscribe()
                .with(done -> {}, failure -> LOG.warnf("Caches were not told of the new catalogue: %s", failure));
    }
}
