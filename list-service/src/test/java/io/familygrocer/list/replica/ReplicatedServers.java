package io.familygrocer.list.replica;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import io.familygrocer.platform.devservices.EmbeddedPostgres;
import io.familygrocer.platform.devservices.Ports;
import io.familygrocer.platform.testkit.Servers;

/** As {@link Servers}, but for a Postgres of its own that has a streaming replica. */
public final class ReplicatedServers extends Servers {

    private static final String DATABASE = "grocer_list";

    private final String admin = UUID.randomUUID().toString();
    private Path home;
    private EmbeddedPostgres.Running primary;
    private EmbeddedPostgres.Running replica;

    @Override
    public Map<String, String> start() {
        var config = new HashMap<>(super.start());
        try {
            home = Files.createTempDirectory("family-grocer-replica");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String password = UUID.randomUUID().toString();
        primary = EmbeddedPostgres.start(home.resolve("primary"), Ports.free(), admin, false);
        primary.server().database(DATABASE, password);
        replica = EmbeddedPostgres.standby(
                home.resolve("primary"), primary.server(), home.resolve("replica"), Ports.free());
        config.put("quarkus.datasource.jdbc.url", primary.server().jdbcUrl(DATABASE));
        config.put("quarkus.datasource.reactive.url", primary.server().reactiveUrl(DATABASE));
        config.put("quarkus.datasource.username", DATABASE);
        config.put("quarkus.datasource.password", password);
        config.put("quarkus.datasource.replica.active", "true");
        config.put("quarkus.datasource.replica.reactive.url", replica.server().reactiveUrl(DATABASE));
        config.put("grocer.list.replica.min-changes", "1");
        config.put("test.replica.url", replica.server().jdbcUrl(DATABASE));
        config.put("test.replica.password", admin);
        config.put("test.replica.pid", Long.toString(replica.process().pid()));
        return Map.copyOf(config);
    }

    @Override
    public void stop() {
        replica.process().stop();
        primary.process().stop();
        try {
            EmbeddedPostgres.deleteTree(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
