package io.familygrocer.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** {@link Peers}, and a file of configuration that may change. */
public final class Reloadable implements QuarkusTestResourceLifecycleManager {
    /** The setting that says where the file is. */
    static final String FILE = "grocer.test.file";

    private static final String LOCATIONS = "smallrye.config.locations";

    private final Peers peers = new Peers();

    @Override
    public Map<String, String> start() {
        var settings = new HashMap<>(peers.start());
        try {
            var file = Files.createTempDirectory("gateway").resolve("routes.properties");
            write(file, "/api/extra", "list");
            settings.put(FILE, file.toString());
            System.setProperty(LOCATIONS, file.getParent().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        settings.put("grocer.gateway.reload.interval", "0.2S");
        return settings;
    }

    /** Has a route of its own lead to a service. */
    static void write(Path file, String path, String upstream, String... more) throws IOException {
        Files.writeString(file, """
                grocer.gateway.routes.extra.upstream=%s
                grocer.gateway.routes.extra.paths=%s
                %s
                """.formatted(upstream, path, String.join("\n", more)));
    }

    @Override
    public void stop() {
        System.clearProperty(LOCATIONS);
        peers.stop();
    }
}
