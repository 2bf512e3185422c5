package io.familygrocer.gateway;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The public tests for HTTP caches (http-cache-tests of npm): every required one that nginx, Squid or Varnish passes, and
 * all about answers to somebody, targeted fields and what has changed.
 */
@QuarkusTest
@WithTestResource(Conformance.class)
class CacheConformanceTest {
    private static final Path HOME = Path.of("src", "test", "conformance");

    /** Far more than there are failures of a busy machine. */
    private static final int SECOND_TRIES = 10;

    @ConfigProperty(name = Peers.URL)
    URI base;

    @Test
    void passesEveryRequiredTestThatAnotherCachePasses() throws Exception {
        install();
        var results = results("");
        Map<String, String> failed = new TreeMap<>();
        int asserted = 0;
        for (var id : results.fieldNames()) {
            var result = results.getJsonObject(id);
            if (isDemanded(id, result)) {
                asserted++;
                if (!result.getBoolean("passed")) {
                    failed.put(id, result.getString("reason"));
                }
            }
        }

        // Some are about a second or two, and the machine may have been busy for as long.
        for (var id : failed.size() > SECOND_TRIES ? List.<String>of() : List.copyOf(failed.keySet())) {
            if (results(id).getJsonObject(id).getBoolean("passed")) {
                failed.remove(id);
            }
        }

        assertThat(failed).isEmpty();
        assertThat(asserted).isGreaterThan(150);
    }

    private static boolean isDemanded(String id, JsonObject result) {
        return result.getBoolean("required")
                && (!result.getJsonArray("elsewhere").isEmpty()
                        || id.equals("other-authorization")
                        || id.startsWith("cdn-")
                        || id.startsWith("invalidate-"));
    }

    private JsonObject results(String only) throws IOException, InterruptedException {
        var out = Path.of("target", "conformance" + (only.isEmpty() ? "" : "-" + only) + ".json");
        var command = new ArrayList<>(List.of(
                "node",
                "--no-warnings",
                "run.mjs",
                ConfigProvider.getConfig().getValue(Conformance.ORIGIN_PORT, String.class),
                base.resolve("/api/conformance") + ""));
        if (!only.isEmpty()) {
            command.add(only);
        }
        run(command, out);
        return new JsonObject(Files.readString(out));
    }

    private static void install() throws IOException, InterruptedException {
        var lock = Files.readString(HOME.resolve("package-lock.json"));
        var stamp = HOME.resolve("node_modules/.family-grocer-lock");
        if (!Files.exists(stamp) || !Files.readString(stamp).equals(lock)) {
            run(List.of("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"), Path.of("target", "npm.out"));
            Files.writeString(stamp, lock);
        }
    }

    private static void run(List<String> command, Path out) throws IOException, InterruptedException {
        var log = Path.of("target", "conformance.err");
        var process = new ProcessBuilder(command)
                .directory(HOME.toFile())
                .redirectOutput(out.toFile())
                .redirectError(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(240, TimeUnit.SECONDS))
                    .as("%s ends", command)
                    .isTrue();
            assertThat(process.exitValue()).as(() -> command + ": " + tail(log)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String tail(Path log) {
        try {
            var text = Files.readString(log, StandardCharsets.UTF_8);
            return text.substring(Math.max(0, text.length() - 2000));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
