package io.familygrocer.gateway;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static io.familygrocer.gateway.Browser.readUntil;
import static org.assertj.core.api.Assertions.assertThat;

/** The packaged gateway, and its way out. */
class DrainIT {
    @Test
    void servesAndThenEndsStreamsInGoodOrderAndStopsSoonAfter() throws Exception {
        try (var list = new Peer("list");
                var gateway = new GatewayProcess(Map.of("GROCER_GATEWAY_UPSTREAMS_LIST", list.url()))) {
            var browser = gateway.browser();
            assertThat(browser.get("/join/AB12CD34").body()).contains("<script type=\"module\"");
            assertThat(browser.json("/api/status").getString("name")).isEqualTo("gateway");
            try (var socket = browser.say("GET /api/stream HTTP/1.1\nHost: x\n\n")) {
                readUntil(socket, "data: one\n\n");

                gateway.terminate();

                // The last chunk: the stream has an end and was not cut off.
                assertThat(readUntil(socket, "\r\n0\r\n\r\n")).isNotBlank();
            }
            assertThat(gateway.endsWithin(Duration.ofSeconds(8))).isTrue();
        }
    }

    @Test
    void saysGoodbyeToWebSocketsAndStopsOnceTheyHaveAnswered() throws Exception {
        try (var list = new SocketPeer();
                var gateway = new GatewayProcess(Map.of(
                        "GROCER_GATEWAY_UPSTREAMS_LIST",
                        list.url(),
                        "GROCER_GATEWAY_ROUTES_LIST_WEB_SOCKETS",
                        "true"));
                var socket = new RawWebSocket(gateway.browser(), "/api/lists/echo");
                var silent = new RawWebSocket(gateway.browser(), "/api/lists/echo")) {
            socket.send(RawWebSocket.TEXT, "milk".getBytes(StandardCharsets.UTF_8));
            assertThat(socket.read().text()).isEqualTo("milk");

            gateway.terminate();

            var goodbye = socket.read();
            assertThat(goodbye.bitsAndOpcode()).isEqualTo(RawWebSocket.CLOSE);
            assertThat(goodbye.code()).isEqualTo(1001);
            socket.send(RawWebSocket.CLOSE, goodbye.payload());
            assertThat(socket.isEnded()).isTrue();
            assertThat(silent.read().code()).isEqualTo(1001);
            assertThat(gateway.endsWithin(Duration.ofSeconds(60))).isTrue();
        }
    }
}
