package io.familygrocer.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.familygrocer.platform.devservices.EmbeddedPgBouncer;
import io.familygrocer.platform.devservices.Infra;
import io.familygrocer.platform.devservices.LeashedProcess;
import io.familygrocer.platform.devservices.Ports;
import io.familygrocer.platform.devservices.RedisCluster;

/**
 * What the charts put around the services, as processes of this machine: a PgBouncer in transaction mode beside each
 * process, a Redis Cluster of six, one address for all replicas of a service, migrations before anything starts.
 */
final class ProductionParts implements AutoCloseable {

    /** Processes of each service. */
    static final int REPLICAS = 2;

    private static final int MIGRATION_SECONDS = 180;

    private final Path home;
    private final Infra infra;
    private final String redisPassword;
    private final RedisCluster redis;
    private final List<LeashedProcess> poolers = new ArrayList<>();
    private final Map<Service, ServiceAddress> addresses = new EnumMap<>(Service.class);

    private ProductionParts(Path home, Infra infra, String redisPassword, RedisCluster redis) {
        this.home = home;
        this.infra = infra;
        this.redisPassword = redisPassword;
        this.redis = redis;
    }

    /** Starts what the services stand on beside {@code infra}, and opens the services' addresses. */
    static ProductionParts start(Path home, Infra infra, Path root, String redisPassword) {
        var parts = new ProductionParts(
                home,
                infra,
                redisPassword,
                RedisCluster.start(home, root.resolve("helm/charts/redis/files"), redisPassword));
        for (Service service : Service.values()) {
            if (service.database().isPresent()) {
                parts.addresses.put(service, ServiceAddress.open(Ports.free()));
            }
        }
        return parts;
    }

    /** Where a service is, for others: one address for all its replicas. */
    URI address(Service service) {
        return addresses.get(service).uri();
    }

    /** The cluster, for tests that take something of it away. */
    RedisCluster redis() {
        return redis;
    }

    /** Has a replica served by the service's address. */
    void add(Service service, ServiceProcess replica) {
        addresses.get(service).add(replica);
    }

    /** The environment of a process, changed to what the charts' ConfigMap says. */
    void adapt(Service service, String name, String password, Map<String, String> environment) {
        environment.put("QUARKUS_REDIS_HOSTS", redis.hosts());
        environment.put("QUARKUS_REDIS_CLIENT_TYPE", "cluster");
        environment.put("QUARKUS_REDIS_REPLICAS", "share");
        environment.put("QUARKUS_REDIS_PASSWORD", redisPassword);
        if (service == Service.GATEWAY) {
            addresses.forEach((upstream, address) ->
                    environment.put(upstream.upstreamVariable(), address.uri().toString()));
            return;
        }
        String database = service.database().orElseThrow();
        int port = Ports.free();
        poolers.add(EmbeddedPgBouncer.start(home, "pgbouncer-" + name, port, infra.postgres(), database, password));
        environment.put(
                "QUARKUS_DATASOURCE_JDBC_URL",
                "jdbc:postgresql://127.0.0.1:%d/%s?prepareThreshold=0".formatted(port, database));
        environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://127.0.0.1:%d/%s".formatted(port, database));
        environment.put("QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_USE_LAYER7_PROXY", "true");
        environment.put("QUARKUS_DATASOURCE_REACTIVE_CACHE_PREPARED_STATEMENTS", "false");
        environment.put("QUARKUS_FLYWAY_MIGRATE_AT_START", "false");
    }

    /**
     * Migrates a service's database and ends, as the charts' job does it: straight to Postgres, and nothing else runs.
     *
     * @throws StartException where it fails
     */
    static Process migration(Path application, Path log, Map<String, String> environment) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ServiceProcess.JVM);
        command.addAll(List.of("-Xmx128m", "-jar", "quarkus-run.jar"));
        var builder = new ProcessBuilder(command)
                .directory(application.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(new HashMap<>(environment));
        builder.environment().put("QUARKUS_INIT_AND_EXIT", "true");
        builder.environment().put("QUARKUS_FLYWAY_MIGRATE_AT_START", "true");
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a migration. */
    static void await(Process migration, Path log) {
        try {
            if (!migration.waitFor(MIGRATION_SECONDS, TimeUnit.SECONDS) || migration.exitValue() != 0) {
                migration.destroyForcibly();
                throw new StartException("A migration failed; see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** What runs, by name. */
    List<LeashedProcess> processes() {
        var all = new ArrayList<>(poolers);
        all.addAll(redis.processes());
        return all;
    }

    /** Ends it; to be called when the services have ended. */
    @Override
    public void close() {
        addresses.values().forEach(ServiceAddress::close);
        poolers.parallelStream().forEach(LeashedProcess::stop);
        redis.close();
    }
}
