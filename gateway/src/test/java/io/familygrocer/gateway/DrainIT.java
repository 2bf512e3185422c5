package io.familygrocer.gateway;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static io.familygrocer.gateway.Browser.readUntil;
import static org.assertj.core.api.Assertions.assertThat;

/** The packaged gateway on its way out, by the signal that an orchestrator sends. */
class DrainIT {
    @Test
    void endsStreamsInGoodOrderAndStopsSoonAfter() throws Exception {
        int port = freePort();
        int management = freePort();
        try (var list = new Peer("list")) {
            var gateway = start(port, management, list.url());
            try {
                awaitReady(management);
                var browser = new Browser(URI.create("http://localhost:" + port + "/"));
                try (var socket = browser.say("GET /api/stream HTTP/1.1\nHost: x\n\n")) {
                    readUntil(socket, "data: one\n\n");

                    gateway.destroy();

                    // The last chunk: the stream has an end and was not cut off.
                    assertThat(readUntil(socket, "\r\n0\r\n\r\n")).isNotBlank();
                }
                assertThat(gateway.waitFor(8, TimeUnit.SECONDS)).isTrue();
            } finally {
                gateway.destroyForcibly();
            }
        }
    }

    private static Process start(int port, int management, String list) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                        java, "-Xmx128m", "-XX:+UseSerialGC", "-jar", "target/quarkus-app/quarkus-run.jar")
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "drain-it.log").toFile());
        builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", String.valueOf(management));
        builder.environment().put("GROCER_GATEWAY_UPSTREAMS_LIST", list);
        return builder.start();
    }

    private static void awaitReady(int management) {
        var browser = new Browser(URI.create("http://localhost:" + management + "/"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> browser.get("/q/health/ready").statusCode() == 200
                        && browser.get("/q/health/live").statusCode() == 200
                        && browser.get("/q/health/started").statusCode() == 200);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
