package io.familygrocer.gateway;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.familygrocer.gateway.Browser.readUntil;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@WithTestResource(Peers.class)
class StreamingTest {
    private static final String LISTEN = "GET /api/stream HTTP/1.1\nHost: x\nAccept: text/event-stream\n\n";

    @ConfigProperty(name = Peers.URL)
    URI base;

    private Browser browser;

    @BeforeEach
    void open() {
        browser = new Browser(base);
    }

    @Test
    void passesEachEventWhenItHappensAndNotAtTheEnd() throws IOException {
        try (var socket = browser.say(LISTEN)) {
            var first = readUntil(socket, "data: one\n\n");
            assertThat(first).startsWith("HTTP/1.1 200").containsIgnoringCase("content-type: text/event-stream");

            browser.get("/api/lists/tick");

            assertThat(readUntil(socket, "data: two\n\n")).contains("id: 2");
        }
        awaitCounter("streams", 0);
    }

    @Test
    void passesTheProgressOfAnUploadEventByEventOnARouteThatIsNoStream() throws IOException {
        var upload =
                "POST /api/imports/stream HTTP/1.1\nHost: x\nAccept: text/event-stream\nAccept-Encoding: gzip, br\n"
                        + "Content-Length: 5\n\nwords";
        try (var socket = browser.say(upload)) {
            assertThat(readUntil(socket, "data: one\n\n"))
                    .startsWith("HTTP/1.1 200")
                    .doesNotContainIgnoringCase("content-encoding");

            browser.get("/api/lists/tick");

            assertThat(readUntil(socket, "data: two\n\n")).contains("id: 2");
        }
        awaitCounter("streams", 0);
    }

    @Test
    void closesTheServicesStreamWhenTheListenerLeaves() throws IOException {
        try (var socket = browser.say(LISTEN)) {
            readUntil(socket, "data: one\n\n");
            awaitCounter("streams", 1);
        }
        awaitCounter("streams", 0);
    }

    @Test
    void closesTheServicesConnectionWhenTheClientGivesUpWaiting() throws IOException {
        try (var socket = browser.say("GET /api/lists/hang HTTP/1.1\nHost: x\n\n")) {
            assertThat(socket.isConnected()).isTrue();
            awaitCounter("hanging", 1);
        }
        awaitCounter("hanging", 0);
    }

    private void awaitCounter(String name, int value) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> browser.json("/api/lists/counters").getInteger(name) == value);
    }
}
