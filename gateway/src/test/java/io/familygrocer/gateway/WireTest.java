package io.familygrocer.gateway;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.familygrocer.gateway.Browser.readUntil;
import static org.assertj.core.api.Assertions.assertThat;

/** What comes over the wire from clients that mean no good, or are broken. */
@QuarkusTest
@WithTestResource(Peers.class)
class WireTest {
    @ConfigProperty(name = Peers.URL)
    URI base;

    private Browser browser;

    @BeforeEach
    void open() {
        browser = new Browser(base);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: x\nContent-Length: 4\nTransfer-Encoding: chunked",
                "Host: x\nTransfer-Encoding: chunked\nContent-Length: 4",
                "Host: x\nTransfer-Encoding: chunked\nTransfer-Encoding: identity",
                "Host: x\nTransfer-Encoding: xchunked",
                "Host: x\nTransfer-Encoding: gzip, chunked",
                "Host: x\nTransfer-Encoding: chunked, identity",
                "Host: x\nTransfer-Encoding : chunked",
                "Host: x\nContent-Length: 4\nContent-Length: 5",
                "Host: x\nContent-Length: 4, 5",
                "Host: x\nContent-Length: -1",
                "Host: x\nContent-Length: +4",
                "Host: x\nContent-Length: 0x4",
                "Host: x\nContent-Length : 4",
                "Host: x\nHost: y",
                "Host: x\nX-Split: a\rTransfer-Encoding: chunked",
                "Host: x\nX Y: 1",
                "X-No-Host: 1"
            })
    void refusesWhatTwoReadersCouldReadInTwoWaysAndTrustsNothingThatFollows(String headers) throws IOException {
        var text = "POST /api/lists HTTP/1.1\n" + headers + "\n\n0\n\nGET /api/catalog HTTP/1.1\nHost: x\n\n";
        try (var socket = browser.say(text)) {
            var answer = readAll(socket);
            assertThat(answer)
                    .startsWith("HTTP/1.1 400")
                    .contains("application/problem+json")
                    .contains("malformed-request")
                    .doesNotContain("HTTP/1.1 200");
        }
    }

    @Test
    void refusesATransferEncodingInHttp10() throws IOException {
        try (var socket = browser.say("POST /api/lists HTTP/1.0\nTransfer-Encoding: chunked\n\n0\n\n")) {
            assertThat(readUntil(socket, "traceId")).contains(" 400 ").contains("malformed-request");
        }
    }

    @Test
    void answers414WithAProblem() throws IOException {
        try (var socket = browser.say("GET /api/" + "x".repeat(9000) + " HTTP/1.1\nHost: x\n\n")) {
            assertThat(readUntil(socket, "traceId")).contains(" 414 ").contains("uri-too-long");
        }
    }

    @Test
    void answers431WithAProblem() throws IOException {
        try (var socket = browser.say("GET /api/lists HTTP/1.1\nHost: x\nX-Long: " + "x".repeat(17_000) + "\n\n")) {
            assertThat(readUntil(socket, "traceId")).startsWith("HTTP/1.1 431").contains("headers-too-large");
        }
    }

    @Test
    void servesManyRequestsOnOneConnectionInTheirOrder() throws IOException {
        var text = new StringBuilder();
        for (int at = 0; at < 20; at++) {
            text.append("GET /api/lists/number-").append(at).append(" HTTP/1.1\nHost: x\n\n");
        }
        try (var socket = browser.say(text.toString())) {
            for (int at = 0; at < 20; at++) {
                assertThat(readUntil(socket, "}}")).contains("/api/lists/number-" + at + "\"");
            }
        }
    }

    @Test
    void closesConnectionsWhoseHeadNeverEnds() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int at = 0; at < 300; at++) {
                sockets.add(browser.say("GET /api/lists HTTP/1.1\nHost: x\n"));
            }
            assertThat(browser.get("/api/lists").statusCode()).isEqualTo(200);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(15))
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> sockets.stream().allMatch(WireTest::isClosedAfterOneByteMore));
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void leavesNoConnectionBehindWhenManyGiveUp() throws IOException {
        for (int at = 0; at < 300; at++) {
            try (var socket = browser.say("GET /api/lists/hang HTTP/1.1\nHost: x\n\n")) {
                assertThat(socket.isConnected()).isTrue();
            }
        }

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> browser.json("/api/stream/counters").getInteger("hanging") == 0);
    }

    /** Slowly, but surely: one more byte of a header. */
    private static boolean isClosedAfterOneByteMore(Socket socket) {
        try {
            socket.getOutputStream().write('x');
            socket.setSoTimeout(1);
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static String readAll(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
