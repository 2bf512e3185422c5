package io.familygrocer.gateway;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.familygrocer.gateway.Browser.readUntil;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** What nobody may do with WebSockets: hold many, or hold them for nothing. */
@QuarkusTest
@WithTestResource(Sockets.class)
@TestProfile(WebSocketLimitTest.Few.class)
class WebSocketLimitTest {
    private static final int PER_ADDRESS = 6;
    private static final int PER_USER = 2;
    private static final int CONNECTIONS = 30;

    @ConfigProperty(name = Peers.URL)
    URI base;

    private Browser browser;

    /** Few of everything. */
    public static final class Few implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "grocer.gateway.web-sockets.per-address",
                    String.valueOf(PER_ADDRESS),
                    "grocer.gateway.web-sockets.per-user",
                    String.valueOf(PER_USER),
                    "grocer.gateway.web-sockets.idle-timeout",
                    "6S",
                    "grocer.gateway.web-sockets.max-age",
                    "12S",
                    "grocer.gateway.web-sockets.close-timeout",
                    "3S",
                    "grocer.gateway.front.connections-per-address",
                    String.valueOf(CONNECTIONS));
        }
    }

    @BeforeEach
    void everybodyHasLeft() {
        browser = new Browser(base);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> browser.json("/api/sockets/counters").getInteger("open") == 0);
    }

    @Test
    void anAddressHoldsSoManyAndGetsPlacesBack() throws IOException {
        var sockets = new ArrayList<RawWebSocket>();
        try {
            assertThat(openUntilRefused(sockets)).startsWith("HTTP/1.1 429 ").containsIgnoringCase("retry-after: ");
            assertThat(sockets).hasSize(PER_ADDRESS);
        } finally {
            closeAll(sockets);
        }
        awaitPlace();
    }

    @Test
    void aUserHoldsSoManyAndOthersAreNotToBlame() throws IOException {
        var sockets = new ArrayList<RawWebSocket>();
        try {
            var head = openUntilRefused(sockets, RawWebSocket.tokenOf("anna"));
            assertThat(head).startsWith("HTTP/1.1 429 ");
            assertThat(sockets).hasSize(PER_USER);
            try (var ofAnother = new RawWebSocket(browser, "/api/sockets/echo", RawWebSocket.tokenOf("ben"))) {
                assertThat(ofAnother.isOpen()).as(ofAnother.head()).isTrue();
            }
        } finally {
            closeAll(sockets);
        }
        awaitPlace(RawWebSocket.tokenOf("anna"));
    }

    @Test
    void aRefusedTokenTakesNobodysPlace() throws IOException {
        for (int at = 0; at <= PER_USER; at++) {
            try (var refused = new RawWebSocket(browser, "/api/sockets/deny", RawWebSocket.tokenOf("carl"))) {
                assertThat(refused.head()).startsWith("HTTP/1.1 403 ");
            }
        }
        try (var socket = new RawWebSocket(browser, "/api/sockets/echo", RawWebSocket.tokenOf("carl"))) {
            assertThat(socket.isOpen()).as(socket.head()).isTrue();
        }
    }

    @Test
    void saysGoodbyeWhereNothingMoves() throws IOException {
        try (var socket = new RawWebSocket(browser, "/api/sockets/echo")) {
            assertGoodbye(socket);
            // Whoever does not answer is cut off.
            assertThat(socket.isEnded()).isTrue();
        }
    }

    @Test
    void endsInGoodOrderWithWhoeverAnswersTheGoodbye() throws IOException {
        try (var socket = new RawWebSocket(browser, "/api/sockets/echo")) {
            assertGoodbye(socket);
            socket.send(RawWebSocket.CLOSE, new byte[] {3, (byte) 0xe9});
            assertThat(socket.isEnded()).isTrue();
        }
    }

    @Test
    void saysGoodbyeToWhoeverStaysTooLong() throws IOException {
        try (var socket = new RawWebSocket(browser, "/api/sockets/echo")) {
            int heard = 0;
            RawWebSocket.Frame frame;
            do {
                socket.send(RawWebSocket.TEXT, "on and on".getBytes(UTF_8));
                frame = socket.read();
                heard++;
                pause();
            } while (frame.bitsAndOpcode() == RawWebSocket.TEXT);

            assertThat(heard).isGreaterThan(2);
            assertThat(frame.code()).isEqualTo(1001);
        }
    }

    @Test
    void theirConnectionsAreForgotten() throws IOException {
        for (int at = 0; at < 2 * CONNECTIONS; at++) {
            awaitPlace();
        }
        assertThat(browser.get("/api/sockets/counters").statusCode()).isEqualTo(200);
    }

    private String openUntilRefused(List<RawWebSocket> open, String... headers) throws IOException {
        for (int at = 0; at < 2 * PER_ADDRESS; at++) {
            var socket = new RawWebSocket(browser, "/api/sockets/echo", headers);
            if (!socket.isOpen()) {
                assertThat(readUntil(socket.socket(), "traceId")).contains("too-many-web-sockets");
                socket.close();
                return socket.head();
            }
            open.add(socket);
        }
        return "never refused";
    }

    /** Places come back once the gateway has heard of the end. */
    private void awaitPlace(String... headers) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            try (var socket = new RawWebSocket(browser, "/api/sockets/echo", headers)) {
                return socket.isOpen();
            }
        });
    }

    private static void assertGoodbye(RawWebSocket socket) throws IOException {
        var frame = socket.read();
        assertThat(frame.bitsAndOpcode()).isEqualTo(RawWebSocket.CLOSE);
        assertThat(frame.code()).isEqualTo(1001);
    }

    private static void pause() {
        Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> true);
    }

    private static void closeAll(List<RawWebSocket> sockets) throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
    }
}
