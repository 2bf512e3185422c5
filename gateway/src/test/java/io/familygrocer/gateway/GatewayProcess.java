package io.familygrocer.gateway;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

import io.familygrocer.platform.devservices.Ports;

/** The packaged gateway as a process. */
final class GatewayProcess implements AutoCloseable {
    private final int port = Ports.free();
    private final int management = Ports.free();
    private final Process process;

    /** Starts it and waits until it is ready. */
    GatewayProcess(Map<String, String> environment) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                        java, "-Xmx128m", "-XX:+UseSerialGC", "-jar", "target/quarkus-app/quarkus-run.jar")
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "gateway-" + port + ".log").toFile());
        builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", String.valueOf(management));
        builder.environment()
                .put("GROCER_GATEWAY_SESSION_KEY", Base64.getEncoder().encodeToString(new byte[32]));
        builder.environment().putAll(environment);
        process = builder.start();
        var browser = management();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> browser.get("/q/health/ready").statusCode() == 200
                        && browser.get("/q/health/live").statusCode() == 200
                        && browser.get("/q/health/started").statusCode() == 200);
    }

    /** Where it serves. */
    URI uri() {
        return URI.create("http://localhost:" + port + "/");
    }

    Browser browser() {
        return new Browser(uri());
    }

    /** A client of its port for operators. */
    Browser management() {
        return new Browser(URI.create("http://localhost:" + management + "/"));
    }

    /** Asks it to stop, by the signal that an orchestrator sends. */
    void terminate() {
        process.destroy();
    }

    boolean endsWithin(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
