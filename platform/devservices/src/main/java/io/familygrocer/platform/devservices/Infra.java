package io.familygrocer.platform.devservices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The servers that the services stand on. Where they come from is said by {@code GROCER_INFRA}: {@code embedded}
 * (default: child processes of ours) or {@code external} (given by {@code GROCER_POSTGRES_HOST}, {@code
 * GROCER_POSTGRES_PORT}, {@code GROCER_POSTGRES_ADMIN}, {@code GROCER_POSTGRES_PASSWORD}, {@code GROCER_REDIS_URL},
 * {@code GROCER_KAFKA}).
 *
 * @param postgres one server for all databases
 * @param redisUrl {@code redis://host:port}
 * @param kafka the bootstrap servers
 * @param processes what runs on our account, in the order in which it should stop
 */
public record Infra(PostgresServer postgres, String redisUrl, String kafka, List<LeashedProcess> processes)
        implements AutoCloseable {

    /** The topics that keep the last message of each key for good, as consumers that start anew read them. */
    public static final List<String> COMPACTED = List.of("grocer.family.snapshot");

    /** The topics of the suite: each service's own, and where it puts what it could not consume. */
    public static final List<String> TOPICS = List.of(
            "grocer.family",
            "grocer.family.snapshot",
            "grocer.list",
            "grocer.catalog",
            "grocer.notification",
            "grocer.family.dlq",
            "grocer.list.dlq",
            "grocer.catalog.dlq",
            "grocer.notification.dlq");

    /**
     * Starts the servers side by side, or takes the given ones, and makes the topics.
     *
     * @param home the folder of their data and logs
     * @param durable whether the data must survive a power cut
     */
    public static Infra start(Path home, String postgresPassword, boolean durable) {
        return switch (System.getenv().getOrDefault("GROCER_INFRA", "embedded")) {
            case "embedded" -> embedded(home, postgresPassword, durable);
            case "external" -> external();
            case "containers" ->
                throw new IllegalArgumentException(
                        "GROCER_INFRA=containers is not offered yet: use embedded or external");
            case String other ->
                throw new IllegalArgumentException("GROCER_INFRA must be embedded or external, not " + other);
        };
    }

    private static Infra embedded(Path home, String postgresPassword, boolean durable) {
        try {
            Files.createDirectories(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int kafkaPort = Ports.free();
        int redisPort = Ports.free();
        var kafka = CompletableFuture.supplyAsync(() -> {
            var process = EmbeddedKafka.start(home, kafkaPort);
            EmbeddedKafka.topics("127.0.0.1:" + kafkaPort, TOPICS);
            return process;
        });
        var redis = CompletableFuture.supplyAsync(() -> EmbeddedRedis.start(home, redisPort));
        var postgres = EmbeddedPostgres.start(home, Ports.free(), postgresPassword, durable);
        return new Infra(
                postgres.server(),
                "redis://127.0.0.1:" + redisPort,
                "127.0.0.1:" + kafkaPort,
                List.of(kafka.join(), redis.join(), postgres.process()));
    }

    private static Infra external() {
        var postgres = new PostgresServer(
                given("GROCER_POSTGRES_HOST"),
                Integer.parseInt(given("GROCER_POSTGRES_PORT")),
                given("GROCER_POSTGRES_ADMIN"),
                given("GROCER_POSTGRES_PASSWORD"));
        String kafka = given("GROCER_KAFKA");
        EmbeddedKafka.topics(kafka, TOPICS);
        return new Infra(postgres, given("GROCER_REDIS_URL"), kafka, List.of());
    }

    private static String given(String variable) {
        String value = System.getenv(variable);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("GROCER_INFRA=external needs " + variable);
        }
        return value;
    }

    /**
     * The servers that the tests of this JVM share; started at the first call, gone with the JVM. Test frameworks load
     * classes more than once, so what is shared is kept with the system properties, which hold nothing but text.
     */
    public static Infra shared() {
        String shared = (String) System.getProperties().computeIfAbsent("family-grocer.infra", key -> startShared());
        List<String> known = shared.lines().toList();
        return new Infra(
                new PostgresServer(known.get(0), Integer.parseInt(known.get(1)), known.get(2), known.get(3)),
                known.get(4),
                known.get(5),
                List.of());
    }

    @Override
    public void close() {
        processes.forEach(LeashedProcess::stop);
    }

    private static String startShared() {
        try {
            Path home = Files.createTempDirectory("family-grocer-test");
            var infra = Infra.start(home, "postgres", false);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                infra.close();
                try {
                    EmbeddedPostgres.deleteTree(home);
                } catch (IOException e) {
                    System.getLogger(Infra.class.getName()).log(System.Logger.Level.INFO, "left behind: " + home, e);
                }
            }));
            var postgres = infra.postgres();
            return String.join(
                    "\n",
                    postgres.host(),
                    Integer.toString(postgres.port()),
                    postgres.admin(),
                    postgres.password(),
                    infra.redisUrl(),
                    infra.kafka());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
