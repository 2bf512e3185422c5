package io.familygrocer.platform.web;

import java.security.PublicKey;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FetchedKeysTest {

    private static Vertx vertx;
    private final JwksServer server = new JwksServer();

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aFloodOfUnknownKeyIdsIsOneFetch() {
        var keys = new FetchedKeys(TokenTestConfig.of(server), vertx);
        var known = server.show("known");

        var found = Uni.join()
                .all(IntStream.range(0, 2_000)
                        .mapToObj(i -> keys.find("unknown-" + UUID.randomUUID()).map(key -> key != null))
                        .toList())
                .andFailFast()
                .await()
                .atMost(Duration.ofSeconds(20));

        assertThat(found).containsOnly(false);
        assertThat(server.fetches).hasValue(1);
        assertThat(find(keys, "known")).isEqualTo(known.getPublicKey());
        assertThat(server.fetches).hasValue(1);
    }

    @Test
    void anUnknownKeyIdIsLookedForAgainAfterThePause() {
        var config = new TokenTestConfig(server.url(), Duration.ofMinutes(5), Duration.ofMillis(300));
        var keys = new FetchedKeys(config, vertx);
        assertThat(find(keys, "new")).isNull();
        server.show("new");

        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> find(keys, "new") != null);

        assertThat(server.fetches).hasValue(2);
    }

    @Test
    void whoNeedsAKeyThatIsBeingFetchedWaitsForTheSameFetch() {
        var keys = new FetchedKeys(TokenTestConfig.of(server), vertx);
        server.show("known");

        var found = Uni.join()
                .all(IntStream.range(0, 100).mapToObj(i -> keys.find("known")).toList())
                .andFailFast()
                .await()
                .atMost(Duration.ofSeconds(20));

        assertThat(found).doesNotContainNull();
        assertThat(server.fetches).hasValue(1);
    }

    @Test
    void whoOnlyAsksWhatIsHeldHearsOfAKeyThatWasTakenAway() {
        var config = new TokenTestConfig(server.url(), Duration.ofMillis(200), Duration.ofMillis(100));
        var keys = new FetchedKeys(config, vertx);
        server.show("known");
        assertThat(keys.holds("known")).as("nothing was fetched yet").isFalse();
        assertThat(find(keys, "known")).isNotNull();
        assertThat(keys.holds("known")).isTrue();

        server.hide("known");

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !keys.holds("known"));
    }

    @Test
    void whatIsHeldIsHeldWhileTheServerIsDown() {
        var config = new TokenTestConfig(server.url(), Duration.ZERO, Duration.ZERO);
        var keys = new FetchedKeys(config, vertx);
        server.show("known");
        assertThat(find(keys, "known")).isNotNull();
        server.status = 503;

        for (int i = 0; i < 5; i++) {
            assertThat(find(keys, "known")).isNotNull();
        }
        assertThat(find(keys, "other")).isNull();
    }

    @Test
    void aKeyThatIsNoLongerShownIsForgottenAtTheNextRefresh() {
        var config = new TokenTestConfig(server.url(), Duration.ofMillis(1), Duration.ZERO);
        var keys = new FetchedKeys(config, vertx);
        server.show("old");
        assertThat(find(keys, "old")).isNotNull();
        server.hide("old");

        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> find(keys, "old") == null);
    }

    @Test
    void whatIsNoKeyOfOursIsLeftOut() throws Exception {
        String p256 = JwksServer.newKey("ours").toJson();

        assertThat(FetchedKeys.parse("{\"keys\":[" + p256 + ",{\"kty\":\"oct\",\"kid\":\"o\",\"k\":\"AA\"}]}"))
                .containsOnlyKeys("ours");
        for (String other : new String[] {
            p256.replace("\"sig\"", "\"enc\""), p256.replace("ES256", "ES384"), p256.replace("\"kid\"", "\"no\"")
        }) {
            assertThat(FetchedKeys.parse("{\"keys\":[" + other + "]}")).isEmpty();
        }
    }

    private static PublicKey find(FetchedKeys keys, String kid) {
        return keys.find(kid).await().atMost(Duration.ofSeconds(5));
    }
}
