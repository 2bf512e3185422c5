package io.familygrocer.platform.devservices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** One Kafka broker in KRaft mode, in a JVM of its own, from the jars of the local Maven repository. */
public final class EmbeddedKafka {

    private static final String CLUSTER_ID = "ZmFtaWx5LWdyb2NlcjAwMQ";
    private static final int PARTITIONS = 12;

    private EmbeddedKafka() {}

    /**
     * Starts a broker; its log is made where {@code home} has none yet.
     *
     * @param home the log goes to {@code <home>/kafka}
     */
    public static LeashedProcess start(Path home, int port) {
        try {
            Path properties = Files.createDirectories(home.resolve("kafka")).resolve("server.properties");
            Files.writeString(properties, properties(home.resolve("kafka/log"), port, Ports.free()));
            if (!Files.exists(home.resolve("kafka/log/meta.properties"))) {
                format(home, properties);
            }
            var process = LeashedProcess.start(
                    "kafka", home, "TERM", home, Map.of(), java("kafka.Kafka", properties.toString()));
            process.waitUntil(() -> Ports.answers(port), Duration.ofSeconds(60));
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Messages are gone after 8 days: they are kept for 7, and a segment, which goes as a whole, takes one at most. */
    private static final Map<String, String> FORGETTING =
            Map.of("cleanup.policy", "delete", "retention.ms", "604800000", "segment.ms", "86400000");

    /** Makes topics of twelve partitions, compacted where {@link Infra#COMPACTED} says so; what is there stays so. */
    public static void topics(String bootstrapServers, Collection<String> names) {
        // Kafka loads its plug-ins by the thread's class loader, which need not be ours on a pool's thread.
        var thread = Thread.currentThread();
        var loader = thread.getContextClassLoader();
        thread.setContextClassLoader(EmbeddedKafka.class.getClassLoader());
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers))) {
            var known = admin.listTopics().names().get(30, TimeUnit.SECONDS);
            var missing = names.stream()
                    .filter(name -> !known.contains(name))
                    .map(EmbeddedKafka::topic)
                    .toList();
            admin.createTopics(missing).all().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("can't make the topics " + names, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            thread.setContextClassLoader(loader);
        }
    }

    private static NewTopic topic(String name) {
        var topic = new NewTopic(name, PARTITIONS, (short) 1);
        return Infra.COMPACTED.contains(name)
                ? topic.configs(Map.of("cleanup.policy", "compact"))
                : topic.configs(FORGETTING);
    }

    private static void format(Path home, Path properties) throws IOException {
        var log = Files.createDirectories(home.resolve("log")).resolve("kafka-format.log");
        var process = new ProcessBuilder(
                        java("kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", properties.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        "Kafka's log can't be made; " + log + " says:\n" + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String properties(Path log, int port, int controllerPort) {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                log.dirs=%3$s
                num.partitions=%4$d
                auto.create.topics.enable=false
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                group.initial.rebalance.delay.ms=0
                log.cleaner.dedupe.buffer.size=4194304
                log.cleaner.threads=1
                num.network.threads=2
                num.io.threads=2
                background.threads=2
                log.retention.hours=168
                """.formatted(port, controllerPort, log, PARTITIONS);
    }

    private static List<String> java(String main, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:TieredStopAtLevel=1",
                "-Xms48m",
                "-Xmx192m",
                "-Xss512k",
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                ModuleJars.classPath("kafka-broker"),
                main));
        command.addAll(Arrays.asList(arguments));
        return command;
    }
}
