package io.familygrocer.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.familygrocer.platform.devservices.RedisCluster;

import static org.assertj.core.api.Assertions.assertThat;

/** Two gateways that share a Redis Cluster, as the chart makes it. */
class SharedCacheClusterIT {
    private static final Path CHART = Path.of("../helm/charts/redis/files").toAbsolutePath();
    private static final int ADDRESSES = 12;

    @TempDir
    Path home;

    @Test
    void shareByEveryNodeAndGoOnWhenOneIsLost() throws Exception {
        try (var cluster = RedisCluster.start(home, CHART, "secret");
                var shop = new Peer("shop");
                var first = gateway(shop, cluster);
                var second = gateway(shop, cluster)) {
            var shopper = new Shopper(browser(first), "/api/catalog");
            var addresses = IntStream.range(0, ADDRESSES)
                    .mapToObj(number -> shopper.address(
                            "h.cache-control", "public, max-age=600", "h.cache-tag", "fruit", "n", "" + number))
                    .toList();

            // The cluster may not be whole yet.
            for (var address : addresses) {
                eventually().until(() -> {
                    shopper.get(address, "Cache-Control", "no-cache");
                    return isThere(second, address);
                });
            }

            eventually().until(() -> {
                cluster.ask(cluster.primary(), "publish", "grocer:gateway:purge", "fruit");
                return addresses.stream().noneMatch(address -> isThere(first, address) || isThere(second, address));
            });

            cluster.lose(cluster.primary(), false);
            for (var address : addresses) {
                assertThat(shopper.get(address).statusCode()).isEqualTo(200);
                assertThat(browser(second).get(address).statusCode()).isEqualTo(200);
            }
        }
    }

    private static boolean isThere(GatewayProcess gateway, String address) {
        return browser(gateway).get(address, "Cache-Control", "only-if-cached").statusCode() == 200;
    }

    /** Clients name the host that they mean, whichever gateway they meet. */
    private static Browser browser(GatewayProcess gateway) {
        return new Browser(gateway.uri(), "X-Forwarded-Host", "shop.example");
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions();
    }

    private static GatewayProcess gateway(Peer shop, RedisCluster cluster) throws IOException {
        return new GatewayProcess(Map.of(
                "GROCER_GATEWAY_UPSTREAMS_CATALOG",
                shop.url(),
                "GROCER_GATEWAY_TRUSTED_PROXIES",
                "127.0.0.0/8,::1/128",
                "GROCER_GATEWAY_LIMITER_ENABLED",
                "false",
                "GROCER_GATEWAY_CACHE_REDIS_TIMEOUT",
                "2S",
                "QUARKUS_REDIS_HOSTS",
                cluster.hosts(),
                "QUARKUS_REDIS_CLIENT_TYPE",
                "cluster",
                "QUARKUS_REDIS_REPLICAS",
                "share",
                "QUARKUS_REDIS_PASSWORD",
                "secret"));
    }
}
