package io.familygrocer.gateway;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.familygrocer.platform.devservices.EmbeddedRedis;
import io.familygrocer.platform.devservices.LeashedProcess;
import io.familygrocer.platform.devservices.Ports;

import static io.familygrocer.gateway.Shopper.header;
import static org.assertj.core.api.Assertions.assertThat;

/** Two gateways that share a Redis, and so what they have fetched. */
class SharedCacheIT {
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    static Path home;

    private static Redis redis;
    private static LeashedProcess server;
    private static Peer shop;
    private static GatewayProcess first;
    private static GatewayProcess second;

    private Shopper shopper;

    @BeforeAll
    static void start() throws IOException {
        int port = Ports.free();
        server = EmbeddedRedis.start(home, port);
        redis = Redis.createClient(VERTX, "redis://127.0.0.1:" + port);
        shop = new Peer("shop");
        first = gateway(shop, port, "5S");
        second = gateway(shop, port, "5S");
        eventually()
                .until(() -> ask(Request.cmd(Command.PUBSUB).arg("NUMSUB").arg("grocer:gateway:purge:address"))
                                .get(1)
                                .toInteger()
                        == 2);
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        shop.close();
        server.stop();
        VERTX.close();
    }

    @BeforeEach
    void open() {
        shopper = new Shopper(browser(first), "/api/catalog");
    }

    @Test
    void whatOneHasFetchedTheOtherServes() {
        var address = shopper.address("h.cache-control", "public, max-age=600", "h.etag", "\"a\"", "size", "3000");
        var fetched = shopper.get(address);

        var shared = awaitShared(second, address);

        assertThat(shared.body()).isEqualTo(fetched.body());
        assertThat(header(shared, "ETag")).isEqualTo("\"a\"");
        assertThat(header(shared, "Age")).matches("\\d+");
        assertThat(header(shared, "Cache-Status")).matches("gateway; hit; ttl=\\d+; detail=redis");
        assertThat(header(browser(second).get(address), "Cache-Status")).endsWith("; detail=memory");
        assertThat(shopper.count()).isEqualTo(1);
        assertThat(second.management().get("/q/metrics").body())
                .containsPattern("grocer_gateway_cache_requests_total\\{[^}]*level=\"redis\"[^}]*} [1-9]")
                .containsPattern("grocer_gateway_cache_redis_total\\{[^}]*outcome=\"found\"[^}]*} [1-9]");
    }

    @Test
    void eachGetsTheVariantThatSuits() {
        var address = shopper.address("h.cache-control", "public, max-age=600", "h.vary", "Accept-Language");
        shopper.get(address, "Accept-Language", "de");
        shopper.get(address, "Accept-Language", "en");

        assertThat(header(awaitShared(second, address, "Accept-Language", "de"), "X-Count"))
                .isEqualTo("1");
        assertThat(header(awaitShared(second, address, "Accept-Language", "en"), "X-Count"))
                .isEqualTo("2");
        assertThat(isThere(second, address, "Accept-Language", "fr")).isFalse();
        assertThat(isThere(second, address)).isFalse();
    }

    @Test
    void whatIsForOneOnlyIsNotShared() {
        var personal = shopper.address("h.cache-control", "max-age=600");
        shopper.get(personal, "Authorization", "Bearer of.somebody.x");
        var later = new Shopper(browser(first), "/api/catalog");
        var shared = later.address("h.cache-control", "public, max-age=600");
        later.get(shared);
        awaitShared(second, shared);

        assertThat(isThere(second, personal, "Authorization", "Bearer of.somebody.x"))
                .isFalse();
        assertThat(isThere(second, personal)).isFalse();
    }

    @Test
    void aLargeBodyStaysInMemory() {
        var large = shopper.address("h.cache-control", "public, max-age=600", "size", "300000");
        shopper.get(large);
        var later = new Shopper(browser(first), "/api/catalog");
        var small = later.address("h.cache-control", "public, max-age=600");
        later.get(small);
        awaitShared(second, small);

        assertThat(isThere(second, large)).isFalse();
        assertThat(isThere(first, large)).isTrue();
    }

    @Test
    void aPurgedTagIsGoneEverywhere() {
        var tag = "fruit-" + UUID.randomUUID();
        var address = shopper.address("h.cache-control", "public, max-age=600", "h.cache-tag", "all, " + tag);
        shopper.get(address);
        awaitShared(second, address);

        ask(Request.cmd(Command.PUBLISH).arg("grocer:gateway:purge").arg("bread " + tag));

        eventually().until(() -> !isThere(first, address) && !isThere(second, address));
        assertThat(header(browser(second).get(address), "X-Count")).isEqualTo("2");
    }

    @Test
    void anAnswerThatWasUnderWayDuringAPurgeIsNotKept() throws Exception {
        var tag = "slow-" + UUID.randomUUID();
        var address = shopper.address("h.cache-control", "public, max-age=600", "h.cache-tag", tag, "wait", "3000");
        try (var threads = Executors.newSingleThreadExecutor()) {
            var slow = threads.submit(() -> shopper.get(address));
            eventually().until(() -> shopper.count() == 1);
            ask(Request.cmd(Command.PUBLISH).arg("grocer:gateway:purge").arg(tag));
            assertThat(slow.get().statusCode()).isEqualTo(200);
        }

        eventually().until(() -> !isThere(first, address) && !isThere(second, address));
    }

    @Test
    void whatWasChangedThroughOneIsForgottenByTheOther() {
        var address = shopper.address("h.cache-control", "public, max-age=600");
        shopper.get(address);
        awaitShared(second, address);

        browser(second).send(browser(second).request(address).PUT(BodyPublishers.ofString("new")));

        eventually().until(() -> !isThere(first, address));
        assertThat(isThere(second, address)).isFalse();
        assertThat(header(shopper.get(address), "X-Count")).isEqualTo("3");
    }

    @Test
    void whatIsStaleIsNotServedAndHelpsWhenTheServiceFails() {
        var address = shopper.address("h.cache-control", "public, max-age=1, stale-if-error=600", "then", "503");
        shopper.get(address);
        eventually().until(() -> !isThere(first, address));

        assertThat(isThere(second, address)).isFalse();
        eventually().until(() -> browser(second).get(address).statusCode() == 200);
        var hidden = browser(second).get(address);

        assertThat(header(hidden, "X-Count")).isEqualTo("1");
        assertThat(header(hidden, "Cache-Status")).contains("fwd=stale; fwd-status=503");
    }

    @Test
    void whatOneHasValidatedIsFreshForTheOther() {
        var address = shopper.address("h.cache-control", "public, max-age=3", "h.etag", "\"a\"");
        eventually().until(() -> {
            shopper.get(address); // again, where the machine is busy for longer than it is fresh
            return isThere(second, address);
        });
        eventually().until(() -> !isThere(first, address) && !isThere(second, address));

        assertThat(header(shopper.get(address), "Cache-Status")).contains("fwd=stale; fwd-status=304");

        eventually().until(() -> {
            if (!isThere(first, address)) {
                shopper.get(address);
            }
            return isThere(second, address);
        });
    }

    @Test
    void aRedisThatIsGoneOrHangsIsNeverAnError(@TempDir Path folder) throws Exception {
        int port = Ports.free();
        var lost = EmbeddedRedis.start(folder, port);
        try (var third = gateway(shop, port, "0.3S");
                var fourth = gateway(shop, port, "0.3S")) {
            var known = awaitSharing(third, fourth);
            pause(port, "PAUSE", "600000", "WRITE"); // of scripts, too
            assertAllIsServed(third, fourth, known);
            pause(port, "UNPAUSE");
            awaitSharing(third, fourth);

            lost.killHard();
            assertAllIsServed(third, fourth, known);

            try (var back = EmbeddedRedis.start(folder, port)) {
                awaitSharing(third, fourth);
                assertThat(back.isAlive()).isTrue();
            }
        } finally {
            lost.killHard();
        }
    }

    /** From memory what is there, from the service what is not. */
    private static void assertAllIsServed(GatewayProcess one, GatewayProcess other, String known) {
        assertThat(header(browser(other).get(known), "Cache-Status")).endsWith("; detail=memory");
        for (int round = 0; round < 5; round++) {
            var fresh = new Shopper(browser(one), "/api/catalog");
            var address = fresh.address("h.cache-control", "public, max-age=600");
            assertThat(fresh.get(address).statusCode()).isEqualTo(200);
            var answer = browser(other).get(address);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "Cache-Status")).isEqualTo("gateway; fwd=uri-miss; stored");
            assertThat(header(browser(other).get(address), "Cache-Status")).endsWith("; detail=memory");
        }
    }

    /** Until something that one has fetched is at the other; its address. */
    private static String awaitSharing(GatewayProcess one, GatewayProcess other) {
        return eventually()
                .until(
                        () -> {
                            var fresh = new Shopper(browser(one), "/api/catalog");
                            var address = fresh.address("h.cache-control", "public, max-age=600");
                            fresh.get(address);
                            return Stream.generate(() -> isThere(other, address))
                                            .limit(20)
                                            .anyMatch(there -> there)
                                    ? address
                                    : "";
                        },
                        address -> !address.isEmpty());
    }

    private static void pause(int port, String... arguments) {
        var client = Redis.createClient(VERTX, "redis://127.0.0.1:" + port);
        var request = Request.cmd(Command.CLIENT);
        for (var argument : arguments) {
            request.arg(argument);
        }
        client.send(request).toCompletionStage().toCompletableFuture().join();
        client.close();
    }

    private static HttpResponse<String> awaitShared(GatewayProcess gateway, String address, String... headers) {
        return eventually().until(() -> fromCache(gateway, address, headers), answer -> answer.statusCode() == 200);
    }

    /** Without asking the service. */
    private static boolean isThere(GatewayProcess gateway, String address, String... headers) {
        return fromCache(gateway, address, headers).statusCode() == 200;
    }

    private static HttpResponse<String> fromCache(GatewayProcess gateway, String address, String... headers) {
        return browser(gateway)
                .get(
                        address,
                        Stream.concat(Stream.of("Cache-Control", "only-if-cached"), Stream.of(headers))
                                .toArray(String[]::new));
    }

    private static Response ask(Request request) {
        return redis.send(request).toCompletionStage().toCompletableFuture().join();
    }

    /** Clients name the host that they mean, whichever gateway they meet. */
    private static Browser browser(GatewayProcess gateway) {
        return new Browser(gateway.uri(), "X-Forwarded-Host", "shop.example");
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions();
    }

    private static GatewayProcess gateway(Peer shop, int redisPort, String patience) throws IOException {
        return new GatewayProcess(Map.of(
                "GROCER_GATEWAY_UPSTREAMS_CATALOG",
                shop.url(),
                "GROCER_GATEWAY_TRUSTED_PROXIES",
                "127.0.0.0/8,::1/128",
                "GROCER_GATEWAY_LIMITER_ENABLED",
                "false",
                "GROCER_GATEWAY_BREAKER_FAILURES",
                "1000",
                "GROCER_GATEWAY_CACHE_REDIS_TIMEOUT",
                patience,
                "QUARKUS_REDIS_HOSTS",
                "redis://127.0.0.1:" + redisPort));
    }
}
