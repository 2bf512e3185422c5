package io.familygrocer.gateway;

import java.net.URI;
import java.time.Duration;

import jakarta.inject.Inject;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import static io.familygrocer.gateway.Shopper.header;
import static org.assertj.core.api.Assertions.assertThat;

/** A gateway that hears over Redis what has changed. */
@QuarkusTest
@WithTestResource(value = Shops.class, initArgs = @ResourceArg(name = "redis", value = "true"))
class PurgeTest {
    @ConfigProperty(name = Peers.URL)
    URI base;

    @Inject
    RedisDataSource redis;

    @Test
    void forgetsWhatAServiceSaysHasChanged() {
        var shopper = new Shopper(base, "/api/shop");
        var address = shopper.address("h.cache-control", "public, max-age=600", "h.cache-tag", "fruit");
        shopper.get(address);
        assertThat(header(shopper.get(address), "X-Count")).isEqualTo("1");

        // Whether the gateway listens already is not known.
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            redis.pubsub(String.class).publish("grocer:gateway:purge", "bread fruit");
            return Integer.parseInt(header(shopper.get(address), "X-Count")) > 1;
        });
    }
}
