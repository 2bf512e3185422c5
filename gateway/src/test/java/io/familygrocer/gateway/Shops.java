package io.familygrocer.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import io.familygrocer.platform.devservices.EmbeddedRedis;
import io.familygrocer.platform.devservices.LeashedProcess;
import io.familygrocer.platform.devservices.Ports;

/** One {@link Peer} below {@code /api/shop}, and below {@code /api/stock} as a stream; with a Redis where that is wanted. */
public final class Shops implements QuarkusTestResourceLifecycleManager {
    private boolean wantsRedis;
    private Peer shop;
    private LeashedProcess redis;

    /** @param arguments {@code redis}: true for one */
    @Override
    public void init(Map<String, String> arguments) {
        wantsRedis = Boolean.parseBoolean(arguments.get("redis"));
    }

    @Override
    public Map<String, String> start() {
        shop = new Peer("shop");
        int port = Ports.free();
        var settings = new TreeMap<>(Map.of(
                Peers.URL,
                "http://localhost:" + port + "/",
                "quarkus.http.test-port",
                String.valueOf(port),
                "grocer.gateway.upstreams.shop",
                shop.url(),
                "grocer.gateway.routes.shop.upstream",
                "shop",
                "grocer.gateway.routes.shop.paths",
                "/api/shop",
                "grocer.gateway.routes.stock.upstream",
                "shop",
                "grocer.gateway.routes.stock.paths",
                "/api/stock",
                "grocer.gateway.routes.stock.streaming",
                "true",
                "grocer.gateway.breaker.failures",
                "1000"));
        if (wantsRedis) {
            int redisPort = Ports.free();
            redis = startRedis(redisPort);
            settings.put("quarkus.redis.hosts", "redis://127.0.0.1:" + redisPort);
        }
        return settings;
    }

    @Override
    public void stop() {
        shop.close();
        if (redis != null) {
            redis.close();
        }
    }

    private static LeashedProcess startRedis(int port) {
        try {
            return EmbeddedRedis.start(Files.createTempDirectory("redis"), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
