package io.familygrocer.family.federation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.json.JsonObject;

import io.familygrocer.platform.devservices.LeashedProcess;
import io.familygrocer.platform.devservices.Ports;

/**
 * Providers to sign in with: {@code asked} and {@code telling} are real ones (see {@code src/test/oidc}), {@code down} is
 * not there, and {@code liar} is a {@link LyingProvider}.
 */
public class OidcProviders implements QuarkusTestResourceLifecycleManager {

    /** What the providers know us by; in no log. */
    static final String SECRET = "canary-client-secret-" + UUID.randomUUID();

    private static LyingProvider liar;

    private LeashedProcess process;

    static LyingProvider liar() {
        return liar;
    }

    @Override
    public Map<String, String> start() {
        var config = new HashMap<String, String>();
        issuers()
                .forEach(issuer ->
                        provider(config, issuer.getKey(), issuer.getValue().toString()));
        provider(config, "down", "http://localhost:" + Ports.free());
        liar = new LyingProvider();
        provider(config, "liar", liar.issuer());
        config.put("grocer.family.providers.asked.display-name", "The one who is asked");
        config.put("grocer.family.federation.request-timeout", "2s");
        config.put("grocer.family.federation.retry-after", "0s");
        config.put("grocer.family.federation.discovery-lifetime", "0s");
        return config;
    }

    private JsonObject issuers() {
        try {
            Path home = Files.createDirectories(Path.of("target", "oidc").toAbsolutePath());
            Path file = home.resolve("issuers-" + UUID.randomUUID() + ".json");
            process = LeashedProcess.start(
                    "oidc",
                    home,
                    "TERM",
                    Path.of("src", "test", "oidc").toAbsolutePath(),
                    Map.of("CLIENT_SECRET", SECRET),
                    List.of("node", "server.mjs", file.toString()));
            process.waitUntil(() -> Files.exists(file), Duration.ofSeconds(60));
            return new JsonObject(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void provider(Map<String, String> config, String name, String issuer) {
        String prefix = "grocer.family.providers." + name;
        config.put(prefix + ".issuer", issuer);
        config.put(prefix + ".client-id", "family-grocer");
        config.put(prefix + ".client-secret", SECRET);
    }

    @Override
    public void stop() {
        process.stop();
        liar.close();
    }
}
