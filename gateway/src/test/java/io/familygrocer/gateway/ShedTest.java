package io.familygrocer.gateway;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A gateway that lets ten requests to a service be under way, and breakers that open after three failures. */
@QuarkusTest
@WithTestResource(value = Peers.class, initArgs = @ResourceArg(name = "failures", value = "3"))
@TestProfile(ShedTest.Narrow.class)
class ShedTest {
    @ConfigProperty(name = Peers.URL)
    URI base;

    /** Ten at once; reports are of low, search of normal priority. */
    public static final class Narrow implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.ofEntries(
                    Map.entry("grocer.gateway.shedding.initial", "10"),
                    Map.entry("grocer.gateway.shedding.min", "10"),
                    Map.entry("grocer.gateway.shedding.max", "10"),
                    Map.entry("grocer.gateway.routes.search.upstream", "list"),
                    Map.entry("grocer.gateway.routes.search.paths", "/api/search"),
                    Map.entry("grocer.gateway.routes.reports.upstream", "list"),
                    Map.entry("grocer.gateway.routes.reports.paths", "/api/reports"),
                    Map.entry("grocer.gateway.routes.reports.priority", "low"),
                    Map.entry("grocer.gateway.shedding.normal-percent", "90"));
        }
    }

    @Test
    void refusesWhatMattersLessFirstAndNoStreamAtAll() throws IOException {
        var browser = new Browser(base);
        List<Socket> sockets = new ArrayList<>();
        try {
            hang(browser, sockets, 7);
            assertThat(browser.get("/api/reports").statusCode()).isEqualTo(503);
            assertThat(browser.get("/api/search").statusCode()).isEqualTo(200);
            hang(browser, sockets, 2);
            assertThat(browser.get("/api/search").statusCode()).isEqualTo(503);
            assertThat(browser.get("/api/lists").statusCode()).isEqualTo(200);
            hang(browser, sockets, 1);
            var refused = browser.get("/api/lists");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("urn:family-grocer:problem:busy");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(browser.get("/api/catalog").statusCode()).isEqualTo(200);
            try (var stream = browser.say("GET /api/stream HTTP/1.1\nHost: x\n\n")) {
                assertThat(Browser.readUntil(stream, "data: one")).startsWith("HTTP/1.1 200");
            }
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> browser.get("/api/reports").statusCode() == 200);
    }

    @Test
    void leavesAServiceAloneThatFailsAgainAndAgain() {
        var browser = new Browser(base);
        for (int at = 0; at < 3; at++) {
            assertThat(browser.send(browser.request("/api/me").DELETE()).statusCode())
                    .isIn(502, 503);
        }

        var refused = browser.get("/api/me");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("urn:family-grocer:problem:upstream-resting");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(browser.get("/api/catalog").statusCode()).isEqualTo(200);
    }

    /** Until the service has them all, as it says by a route that is never full. */
    private static void hang(Browser browser, List<Socket> sockets, int more) throws IOException {
        int all = sockets.size() + more;
        while (sockets.size() < all) {
            sockets.add(browser.say("GET /api/lists/hang HTTP/1.1\nHost: x\n\n"));
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> browser.json("/api/stream/counters").getInteger("hanging") == all);
    }
}
