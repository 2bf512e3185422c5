package io.familygrocer.gateway;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.familygrocer.gateway.Browser.readUntil;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** WebSockets through the gateway, by their bytes. */
@QuarkusTest
@WithTestResource(Sockets.class)
class WebSocketTest {
    @ConfigProperty(name = Peers.URL)
    URI base;

    private Browser browser;

    @BeforeEach
    void open() {
        browser = new Browser(base);
    }

    @AfterEach
    void nothingIsLeftBehind() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> counter("open") == 0);
    }

    @Test
    void changesOverWithWhatTheServiceSaysAndItsOwnHeaders() throws IOException {
        try (var socket = new RawWebSocket(browser, "/api/sockets/echo", "Sec-WebSocket-Protocol: other, grocer")) {
            assertThat(socket.head())
                    .startsWith("HTTP/1.1 101 ")
                    .containsIgnoringCase("\r\nupgrade: websocket\r\n")
                    .containsIgnoringCase("\r\nconnection: upgrade\r\n")
                    .containsIgnoringCase("\r\nsec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")
                    .containsIgnoringCase("\r\nsec-websocket-protocol: grocer\r\n")
                    .containsIgnoringCase("\r\nx-request-id: ")
                    .doesNotContainIgnoringCase("transfer-encoding")
                    .doesNotContainIgnoringCase("content-length");
        }
    }

    @Test
    void passesWhatBothSay() throws IOException {
        try (var socket = new RawWebSocket(browser, "/api/sockets/echo")) {
            socket.send(RawWebSocket.TEXT, "milk".getBytes(UTF_8));
            assertThat(socket.read().text()).isEqualTo("milk");

            socket.send(RawWebSocket.PING, "still there?".getBytes(UTF_8));
            var pong = socket.read();
            assertThat(pong.bitsAndOpcode()).isEqualTo(10);
            assertThat(pong.text()).isEqualTo("still there?");
        }
    }

    @Test
    void passesWhatIsLargerThanAnyOfItsBuffers() throws IOException {
        var large = new byte[5_000_000];
        Arrays.fill(large, (byte) 7);
        try (var socket = new RawWebSocket(browser, "/api/sockets/echo")) {
            socket.send(RawWebSocket.BINARY, large);

            assertThat(socket.read().payload()).isEqualTo(large);
        }
    }

    @Test
    void passesAFrameByteByByte() throws IOException {
        try (var socket = new RawWebSocket(browser, "/api/sockets/echo")) {
            socket.socket().setTcpNoDelay(true);
            for (byte one : RawWebSocket.frame(RawWebSocket.TEXT, "slowly".getBytes(UTF_8))) {
                socket.socket().getOutputStream().write(one);
            }
            assertThat(socket.read().text()).isEqualTo("slowly");
        }
    }

    @Test
    void tellsTheServiceWhoAsksAndNothingThatIsForOneConnection() throws IOException {
        try (var socket = new RawWebSocket(
                browser,
                "/api/sockets/headers",
                RawWebSocket.tokenOf("anna"),
                "X-Forwarded-For: 6.6.6.6",
                "Proxy-Authorization: secret",
                "Keep-Alive: timeout=5")) {
            var arrived = new JsonObject(socket.read().text());

            assertThat(arrived.getString("authorization")).startsWith("Bearer ");
            assertThat(arrived.getString("host")).isEqualTo("shop.example");
            assertThat(arrived.getString("connection")).isEqualToIgnoringCase("upgrade");
            assertThat(arrived.getString("x-forwarded-for")).doesNotContain("6.6.6.6");
            assertThat(arrived.fieldNames())
                    .contains("x-request-id", "traceparent")
                    .doesNotContain("proxy-authorization", "keep-alive", "x-request-timeout");
        }
    }

    @Test
    void passesARefusalOnAsTheServiceSaysIt() throws IOException {
        try (var socket = new RawWebSocket(browser, "/api/sockets/deny")) {
            assertThat(socket.head()).startsWith("HTTP/1.1 403 ").containsIgnoringCase("x-why: not you");
            assertThat(readUntil(socket.socket(), "its own words")).isNotEmpty();
        }
    }

    @Test
    void theConnectionServesOnAfterARefusal() throws IOException {
        try (var socket = new RawWebSocket(browser, "/api/sockets/deny")) {
            readUntil(socket.socket(), "its own words");
            socket.socket()
                    .getOutputStream()
                    .write("GET /api/sockets/counters HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
            assertThat(readUntil(socket.socket(), "}")).startsWith("HTTP/1.1 200 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"odd", "slam"})
    void answersWithAProblemWhereTheServiceMakesNoSense(String what) throws IOException {
        try (var socket = new RawWebSocket(browser, "/api/sockets/" + what)) {
            assertThat(socket.head()).startsWith("HTTP/1.1 502 ");
            assertThat(readUntil(socket.socket(), "traceId")).contains("upstream-broken");
        }
    }

    @Test
    void aRouteWithoutWebSocketsIgnoresTheWish() throws IOException {
        try (var socket = new RawWebSocket(browser, "/api/no-sockets/plain")) {
            assertThat(socket.head()).startsWith("HTTP/1.1 200 ");
            assertThat(readUntil(socket.socket(), "}")).doesNotContain("\"upgrade\"");
        }
    }

    @Test
    void passesTheServicesLastWordsAndItsReason() throws IOException {
        try (var socket = new RawWebSocket(browser, "/api/sockets/bye")) {
            assertThat(socket.read().text()).isEqualTo("last words");
            assertThat(socket.read().code()).isEqualTo(4001);
        }
    }

    @Test
    void theServiceHearsThatTheClientHasGone() throws IOException {
        try (var socket = new RawWebSocket(browser, "/api/sockets/echo")) {
            assertThat(socket.isOpen()).isTrue();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> counter("open") == 1);
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> counter("open") == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "https://friend.example.evil.example"})
    void refusesThePagesOfOtherSites(String origin) throws IOException {
        try (var socket = new RawWebSocket(browser, "/api/sockets/echo", "Origin: " + origin)) {
            assertThat(socket.head()).startsWith("HTTP/1.1 403 ");
            assertThat(readUntil(socket.socket(), "traceId")).contains("origin-not-allowed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://shop.example", "https://friend.example"})
    void letsPagesOfThisSiteInAndThoseThatAreNamed(String origin) throws IOException {
        try (var socket = new RawWebSocket(browser, "/api/sockets/echo", "Origin: " + origin)) {
            assertThat(socket.isOpen()).as(socket.head()).isTrue();
        }
    }

    @Test
    void readsNoFasterThanTheClientTakesIt() throws IOException {
        try (var socket = new RawWebSocket(browser, "/api/sockets/flood")) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(300))
                    .until(new Standstill(() -> counter("sent")));
            assertThat(counter("sent")).isPositive().isLessThan(SocketPeer.FLOOD);

            long arrived = 0;
            var frame = socket.read();
            while (frame.bitsAndOpcode() == RawWebSocket.BINARY) {
                arrived += frame.payload().length;
                frame = socket.read();
            }
            assertThat(arrived).isEqualTo(SocketPeer.FLOOD);
            assertThat(frame.bitsAndOpcode()).isEqualTo(RawWebSocket.CLOSE);
        }
    }

    @Test
    void readsNoFasterThanTheServiceTakesIt() throws Exception {
        try (var socket = new RawWebSocket(browser, "/api/sockets/sink")) {
            int size = 64 * 1024;
            var part = RawWebSocket.frame(RawWebSocket.BINARY, new byte[size]);
            var sent = new AtomicLong();
            var writer = new FutureTask<>(() -> {
                while (sent.get() < SocketPeer.FLOOD) {
                    socket.socket().getOutputStream().write(part);
                    sent.addAndGet(size);
                }
                return true;
            });
            Thread.ofVirtual().start(writer);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(300))
                    .until(new Standstill(sent::get));
            assertThat(sent.get()).isPositive().isLessThan(SocketPeer.FLOOD);

            browser.get("/api/sockets/wake");
            assertThat(writer.get(60, TimeUnit.SECONDS)).isTrue();
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> counter("heard") == SocketPeer.FLOOD);
        }
    }

    private long counter(String name) {
        return browser.json("/api/sockets/counters").getLong(name);
    }

    /** True once a number has not changed for ten looks. */
    private static final class Standstill implements Callable<Boolean> {
        private static final int LOOKS = 10;

        private final LongSupplier number;
        private long last = -1;
        private int same;

        Standstill(LongSupplier number) {
            this.number = number;
        }

        @Override
        public Boolean call() {
            long now = number.getAsLong();
            same = now == last && now > 0 ? same + 1 : 0;
            last = now;
            return same >= LOOKS;
        }
    }
}
