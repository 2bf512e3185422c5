package io.familygrocer.gateway;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.familygrocer.platform.devservices.EmbeddedRedis;
import io.familygrocer.platform.devservices.LeashedProcess;
import io.familygrocer.platform.devservices.Ports;

import static org.assertj.core.api.Assertions.assertThat;

/** Browsers with cookies at two gateways that share a Redis, before a service that gives tokens. */
class SessionIT {
    private static final Duration WINDOW = Duration.ofMillis(600);

    @TempDir
    static Path home;

    private static int redisPort;
    private static LeashedProcess redis;
    private static TokenPeer service;
    private static GatewayProcess first;
    private static GatewayProcess second;

    private final String who = "p" + UUID.randomUUID().toString().substring(0, 8);
    private final SessionBrowser browser = new SessionBrowser();

    @BeforeAll
    static void start() throws Exception {
        redisPort = Ports.free();
        redis = EmbeddedRedis.start(home, redisPort);
        service = new TokenPeer();
        first = gateway(Map.of());
        second = gateway(Map.of());
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        service.close();
        redis.stop();
    }

    @BeforeEach
    void everythingIsWell() {
        service.tokensLive(300);
        service.isSlow(0);
        service.isBroken(false);
    }

    @Test
    void aBrowserGetsACookieAndNoToken() {
        var answer = browser.signIn(first, who);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("set-cookie").orElseThrow())
                .startsWith("__Host-grocer=")
                .contains("; Path=/", "; Secure", "; HTTPOnly", "; SameSite=Strict", "; Max-Age=51840")
                .doesNotContain("Domain");
        assertThat(new JsonObject(answer.body()).fieldNames()).containsExactlyInAnyOrder("personId", "session");
        assertThat(answer.headers().firstValue("cache-control").orElseThrow()).contains("private");
    }

    @Test
    void servicesGetATokenAndNothingOfTheCookie() {
        browser.signIn(first, who);

        var answer = browser.get(second, "/api/lists");

        var arrived = new JsonObject(answer.body());
        assertThat(arrived.getString("authorization")).startsWith("Bearer " + who + ".");
        assertThat(arrived.getString("cookie")).isEqualTo("theme=dark");
        assertThat(arrived.getString("session")).isNull();
        assertThat(answer.headers().firstValue("cache-control")).hasValue("private, max-age=60");
        assertThat(new JsonObject(browser.get(second, "/api/stream").body()).getString("authorization"))
                .startsWith("Bearer " + who + ".");
    }

    @Test
    void aPhoneSendsItsOwnToken() {
        var signedIn = first.browser()
                .send(first.browser()
                        .request("/api/auth/sign-in")
                        .POST(BodyPublishers.ofString(
                                new JsonObject().put("who", who).encode())));
        var access = new JsonObject(signedIn.body()).getString("accessToken");

        var arrived = first.browser().json("/api/lists", "Authorization", "Bearer " + access);

        assertThat(signedIn.headers().firstValue("set-cookie")).isEmpty();
        assertThat(arrived.getString("authorization")).isEqualTo("Bearer " + access);
    }

    @Test
    void manyRequestsAtBothGatewaysRenewASessionOnce() throws Exception {
        service.tokensLive(0);
        browser.signIn(first, who);
        service.tokensLive(300);
        service.isSlow(300);
        int before = service.refreshes();

        try (var threads = Executors.newFixedThreadPool(16)) {
            var asked = IntStream.range(0, 40)
                    .mapToObj(at -> threads.submit(() -> {
                        var tab = new SessionBrowser();
                        tab.remember(browser.cookie());
                        return tab.bearer(at % 2 == 0 ? first : second);
                    }))
                    .toList();
            for (var bearer : asked) {
                assertThat(bearer.get()).startsWith("Bearer " + who + ".");
            }
        }

        assertThat(service.refreshes() - before).isEqualTo(1);
        assertThat(service.isAlive(who)).isTrue();
    }

    @Test
    void aCookieIsGoodUntilItsSuccessorHasBeenShownForAWhile() {
        browser.signIn(first, who);
        var old = browser.cookie();
        rotate(browser, first);
        var successor = browser.cookie();
        assertThat(successor).isNotEqualTo(old);

        browser.remember(old);
        assertThat(browser.isSignedIn(second)).as("the answer was lost").isTrue();
        assertThat(browser.cookie()).isNotEqualTo(old);
        browser.remember(successor);
        assertThat(browser.isSignedIn(second)).isTrue();
        browser.remember(old);
        assertThat(browser.isSignedIn(first)).as("it was on its way").isTrue();

        pass(WINDOW);
        browser.remember(old);
        assertThat(browser.isSignedIn(second)).as("two hold the session").isFalse();
        assertThat(browser.cookie()).isNull();
        Awaitility.await().until(() -> !service.isAlive(who));
        browser.remember(successor);
        Awaitility.await().until(() -> !browser.isSignedIn(first));
    }

    @Test
    void signingOutAtOneGatewayEndsTheSessionAtTheOther() {
        browser.signIn(first, who);
        assertThat(browser.isSignedIn(second)).isTrue();
        var stolen = browser.cookie();

        var answer = browser.post(first, "/api/auth/sign-out", new JsonObject());

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(browser.cookie()).isNull();
        assertThat(service.isAlive(who)).isFalse();
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> {
            browser.remember(stolen);
            return !browser.isSignedIn(second);
        });
    }

    @Test
    void signingOutIsToldToTheServiceOnceItHears() {
        browser.signIn(first, who);
        service.isBroken(true);

        assertThat(browser.post(first, "/api/auth/sign-out", new JsonObject()).statusCode())
                .isEqualTo(204);

        assertThat(browser.cookie()).isNull();
        assertThat(service.isAlive(who)).isTrue();
        service.isBroken(false);
        Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> !service.isAlive(who));
    }

    @Test
    void signingInAgainEndsTheSessionBefore() {
        browser.signIn(first, who);
        browser.signIn(first, who + "again");

        assertThat(browser.bearer(second)).startsWith("Bearer " + who + "again.");
        Awaitility.await().until(() -> !service.isAlive(who));
    }

    @Test
    void whatTheServiceSaysHasEndedEndsBeforeItsTokensExpire() throws Exception {
        browser.signIn(first, who);
        assertThat(browser.isSignedIn(second)).isTrue();

        service.end(who);
        ask(Request.cmd(Command.SET)
                .arg("{session-of-" + who + "}:session-ended")
                .arg("now"));

        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !browser.isSignedIn(second));
        assertThat(browser.cookie()).isNull();
    }

    @Test
    void anotherTokenOfTheSessionCountsAtOnceAtBothGateways() {
        browser.signIn(first, who);
        var before = browser.bearer(second);

        var answer = browser.post(first, "/api/families", new JsonObject());

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(new JsonObject(answer.body()).fieldNames()).containsExactlyInAnyOrder("name", "session");
        for (var gateway : List.of(second, first, second)) {
            assertThat(number(browser.bearer(gateway))).isGreaterThan(number(before));
        }
    }

    @Test
    void aTokenThatAServiceRefusesIsReplacedByTheNextRequest() {
        browser.signIn(first, who);
        service.refuse(browser.bearer(first));

        assertThat(browser.get(first, "/api/lists").statusCode()).isEqualTo(401);
        assertThat(browser.isSignedIn(first)).isTrue();
    }

    @Test
    void nobodyIsSignedOutWhileTheServiceIsDown() {
        service.tokensLive(0);
        browser.signIn(first, who);
        service.tokensLive(300);
        service.isBroken(true);

        var answer = browser.get(first, "/api/lists");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("urn:family-grocer:problem:session-uncertain");
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
        service.isBroken(false);
        assertThat(browser.isSignedIn(first)).isTrue();
    }

    @Test
    void aPageDoesNotActInASessionThatIsNotIts() {
        browser.signIn(first, who);
        var other = new SessionBrowser();
        other.signIn(first, who + "x");
        browser.remember(other.cookie());

        var answer = browser.get(first, "/api/lists");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("urn:family-grocer:problem:session-changed");
        assertThat(browser.cookie()).isEqualTo(other.cookie());
    }

    @Test
    void whatIsNoCookieOfOursOpensNothing() {
        browser.signIn(first, who);
        var good = browser.cookie();
        for (var made : new String[] {"x", "", good.substring(1), good.substring(0, good.length() - 4) + "AAAA"}) {
            var forger = new SessionBrowser();
            forger.remember(made);
            assertThat(forger.isSignedIn(first)).as(made).isFalse();
        }
        assertThat(first.browser().get("/api/lists", "X-Session", "nobody").statusCode())
                .isEqualTo(400);
    }

    @Test
    void tokensThatAPageStillHasBecomeASession() {
        var phone = first.browser()
                .send(first.browser()
                        .request("/api/auth/sign-in")
                        .POST(BodyPublishers.ofString(
                                new JsonObject().put("who", who).encode())));
        var refresh = new JsonObject(phone.body()).getString("refreshToken");

        var answer = browser.post(first, "/api/auth/refresh", new JsonObject().put("refreshToken", refresh));

        assertThat(answer.body()).doesNotContain("oken");
        assertThat(browser.bearer(second)).startsWith("Bearer " + who);
    }

    @Test
    void sessionsOutliveRedis() throws Exception {
        browser.signIn(first, who);
        var port = redisPort;
        redis.killHard();
        try {
            for (int at = 0; at < 6; at++) {
                assertThat(browser.isSignedIn(at % 2 == 0 ? second : first)).isTrue();
            }
            var before = browser.bearer(second);
            browser.post(first, "/api/families", new JsonObject());
            assertThat(number(browser.bearer(second))).isGreaterThan(number(before));
            service.tokensLive(0);
            service.refuse(browser.bearer(first));
            browser.get(first, "/api/lists");
            for (int at = 0; at < 6; at++) {
                assertThat(browser.isSignedIn(at % 2 == 0 ? second : first)).isTrue();
            }
            var late = new SessionBrowser();
            assertThat(late.signIn(first, who + "late").statusCode()).isEqualTo(200);
            assertThat(late.isSignedIn(second)).isTrue();
        } finally {
            redis = EmbeddedRedis.start(home, port);
            service.tokensLive(300);
            awaitRedisAt(first, second);
            awaitRedisAt(second, first);
        }
        // An empty Redis knows less than the browser.
        assertThat(browser.isSignedIn(first)).isTrue();
        assertThat(browser.isSignedIn(second)).isTrue();
        assertThat(service.isAlive(who)).isTrue();
    }

    @Test
    void whoHasRedisHasNoSession() throws Exception {
        browser.signIn(first, who);
        browser.bearer(second);

        assertThat(keys()).isPositive();
        assertThat(dump()).doesNotContain(who).doesNotContain("oken").doesNotContain(browser.cookie());
    }

    @Test
    void aSessionEndsWithoutUseAndByItsAge() throws Exception {
        try (var strict = gateway(Map.of(
                "GROCER_GATEWAY_SESSION_KINDS_PERSON_IDLE", "3S",
                "GROCER_GATEWAY_SESSION_KINDS_PERSON_ABSOLUTE", "8S"))) {
            var idle = new SessionBrowser();
            idle.signIn(strict, who + "idle");
            long began = System.nanoTime();
            browser.signIn(strict, who);

            Awaitility.await()
                    .pollInterval(Duration.ofMillis(200))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !browser.isSignedIn(strict));

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(7500));
            assertThat(idle.isSignedIn(strict)).isFalse();
            Awaitility.await().until(() -> !service.isAlive(who) && !service.isAlive(who + "idle"));
        }
    }

    private static GatewayProcess gateway(Map<String, String> more) throws Exception {
        var environment = new HashMap<>(Map.of(
                "GROCER_GATEWAY_UPSTREAMS_FAMILY",
                service.url(),
                "GROCER_GATEWAY_UPSTREAMS_LIST",
                service.url(),
                "GROCER_GATEWAY_LIMITS_SIGN_IN_REQUESTS",
                "100000",
                "GROCER_GATEWAY_BREAKER_FAILURES",
                "1000",
                "GROCER_GATEWAY_SESSION_REPEAT_WINDOW",
                "0." + WINDOW.toMillis() / 100 + "S",
                "QUARKUS_REDIS_HOSTS",
                "redis://127.0.0.1:" + redisPort));
        environment.putAll(more);
        return new GatewayProcess(environment);
    }

    /** How many access tokens the service had made with this one. */
    private static int number(String bearer) {
        return Integer.parseInt(bearer.substring(bearer.lastIndexOf('.') + 1));
    }

    /** Has the cookie replaced by one with the next number. */
    private static void rotate(SessionBrowser browser, GatewayProcess gateway) {
        pass(WINDOW);
        service.refuse(browser.bearer(gateway));
        browser.get(gateway, "/api/lists");
        browser.bearer(gateway);
    }

    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        Awaitility.await().until(() -> System.nanoTime() - end > 0);
    }

    /** Waits until one gateway knows what another has found out. */
    private static void awaitRedisAt(GatewayProcess one, GatewayProcess other) {
        Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> {
            var probe = new SessionBrowser();
            probe.signIn(one, "probe" + UUID.randomUUID());
            int before = service.refreshes();
            probe.bearer(other);
            return service.refreshes() == before;
        });
    }

    private static int keys() throws Exception {
        return ask(Request.cmd(Command.DBSIZE)).toInteger();
    }

    /** Everything that is in Redis, names and values. */
    private static String dump() throws Exception {
        var all = new StringBuilder();
        for (var key : ask(Request.cmd(Command.KEYS).arg("*session*"))) {
            all.append(key).append('\n');
            all.append(ask(Request.cmd(Command.GET).arg(key.toString()))).append('\n');
        }
        return all.toString();
    }

    private static Response ask(Request request) throws Exception {
        var vertx = Vertx.vertx();
        try {
            return Redis.createClient(vertx, "redis://127.0.0.1:" + redisPort)
                    .send(request)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }
}
