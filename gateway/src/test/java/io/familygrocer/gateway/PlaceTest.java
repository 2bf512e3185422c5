package io.familygrocer.gateway;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A gateway that lets four requests to a service be under way, and others wait for their place for a while. */
@QuarkusTest
@WithTestResource(Peers.class)
@TestProfile(PlaceTest.Patient.class)
class PlaceTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @ConfigProperty(name = Peers.URL)
    URI base;

    @Inject
    MeterRegistry metrics;

    /** Four at once, of which reports may be two; whoever finds none free waits. */
    public static final class Patient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.ofEntries(
                    Map.entry("grocer.gateway.shedding.initial", "4"),
                    Map.entry("grocer.gateway.shedding.min", "4"),
                    Map.entry("grocer.gateway.shedding.max", "4"),
                    Map.entry("grocer.gateway.shedding.low-percent", "50"),
                    Map.entry("grocer.gateway.shedding.max-wait", "60S"),
                    Map.entry("grocer.gateway.shedding.max-waiting", "2"),
                    Map.entry("grocer.gateway.routes.reports.upstream", "list"),
                    Map.entry("grocer.gateway.routes.reports.paths", "/api/reports"),
                    Map.entry("grocer.gateway.routes.reports.priority", "low"));
        }
    }

    @Test
    void whoFindsNoPlaceIsAnsweredWhenOneIsFreeAndWhatMattersMoreFirst() throws IOException {
        var browser = new Browser(base);
        var hanging = hang(browser, 4);
        var report = later(browser, "/api/reports");
        awaitWaiting(1);
        var lists = later(browser, "/api/lists");
        awaitWaiting(2);

        // No more may wait than that.
        assertThat(browser.get("/api/lists").statusCode()).isEqualTo(503);
        hanging.pop().close();

        Awaitility.await().atMost(LONG).until(lists::isDone);
        assertThat(lists.join().statusCode()).isEqualTo(200);
        assertThat(report).isNotDone();
        letGo(browser, hanging);
        Awaitility.await().atMost(LONG).until(report::isDone);
        assertThat(report.join().statusCode()).isEqualTo(200);
        awaitWaiting(0);
    }

    @Test
    void whoLeavesTheQueueTakesNobodysPlace() throws IOException {
        var browser = new Browser(base);
        var hanging = hang(browser, 4);
        var impatient = browser.say("GET /api/lists HTTP/1.1\nHost: x\n\n");
        awaitWaiting(1);

        impatient.close();

        awaitWaiting(0);
        letGo(browser, hanging);
        // All four are free again.
        letGo(browser, hang(browser, 4));
    }

    private static CompletableFuture<HttpResponse<String>> later(Browser browser, String path) {
        return CompletableFuture.supplyAsync(() -> browser.get(path));
    }

    private void awaitWaiting(int count) {
        Awaitility.await()
                .atMost(LONG)
                .until(() -> metrics.get("grocer.gateway.concurrency.waiting")
                                .tag("upstream", "list")
                                .gauge()
                                .value()
                        == count);
    }

    private static Deque<Socket> hang(Browser browser, int count) throws IOException {
        var sockets = new ArrayDeque<Socket>();
        for (int at = 0; at < count; at++) {
            sockets.add(browser.say("GET /api/lists/hang HTTP/1.1\nHost: x\n\n"));
        }
        awaitHanging(browser, count);
        return sockets;
    }

    private static void letGo(Browser browser, Deque<Socket> hanging) throws IOException {
        while (!hanging.isEmpty()) {
            hanging.pop().close();
        }
        awaitHanging(browser, 0);
    }

    /** As the service says it, by a route that is never full. */
    private static void awaitHanging(Browser browser, int count) {
        Awaitility.await()
                .atMost(LONG)
                .until(() -> browser.json("/api/stream/counters").getInteger("hanging") == count);
    }
}
