package io.familygrocer.e2e;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

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

    private final Path home;
    private final String redisPassword;
    private final CompletableFuture<RedisCluster> redis;
    private final List<LeashedProcess> poolers = new ArrayList<>();
    private final Map<Service, ServiceAddress> addresses = new EnumMap<>(Service.class);

    private ProductionParts(Path home, String redisPassword, CompletableFuture<RedisCluster> redis) {
        this.home = home;
        this.redisPassword = redisPassword;
        this.redis = redis;
    }

    /** Opens the services' addresses and begins to make a cluster, which takes time and hardly a processor. */
    static ProductionParts start(Path home, Path root, String redisPassword) {
        var parts = new ProductionParts(
                home,
                redisPassword,
                CompletableFuture.supplyAsync(
                        () -> RedisCluster.start(home, root.resolve("helm/charts/redis/files"), redisPassword)));
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

    /** The cluster, once it is there. */
    RedisCluster redis() {
        return redis.join();
    }

    /** Has a replica served by the service's address. */
    void add(Service service, ServiceProcess replica) {
        addresses.get(service).add(replica);
    }

    /** The environment of a process, changed to what the charts' ConfigMap says. */
    void adapt(Service service, String name, Infra infra, String password, Map<String, String> environment) {
        environment.put("QUARKUS_REDIS_HOSTS", redis().hosts());
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

    /** What runs, by name. */
    List<LeashedProcess> processes() {
        var all = new ArrayList<>(poolers);
        all.addAll(redis().processes());
        return all;
    }

    /** Ends it; to be called when the services have ended. */
    @Override
    public void close() {
        addresses.values().forEach(ServiceAddress::close);
        poolers.parallelStream().forEach(LeashedProcess::stop);
        redis.exceptionally(failure -> null)
                .thenAccept(cluster -> {
                    if (cluster != null) {
                        cluster.close();
                    }
                })
                .join();
    }
}
