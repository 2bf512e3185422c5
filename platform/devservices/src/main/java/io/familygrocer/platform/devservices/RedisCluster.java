package io.familygrocer.platform.devservices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A Redis Cluster of six, three primaries and three replicas, as local processes: with the configuration of the chart,
 * and made by the chart's own script.
 */
public final class RedisCluster implements AutoCloseable {

    private static final int NODES = 6;

    private final Path home;
    private final Path chart;
    private final String password;
    private final List<Integer> ports = new ArrayList<>();
    private final List<LeashedProcess> nodes = new ArrayList<>();

    private RedisCluster(Path home, Path chart, String password) {
        this.home = home;
        this.chart = chart;
        this.password = password;
    }

    /**
     * Starts the nodes and makes the cluster.
     *
     * @param chart the folder of {@code redis.conf} and {@code cluster.sh}
     */
    public static RedisCluster start(Path home, Path chart, String password) {
        var cluster = new RedisCluster(home, chart, password);
        for (int i = 0; i < NODES; i++) {
            cluster.ports.add(port());
            cluster.nodes.add(cluster.node(i));
        }
        cluster.ensure();
        return cluster;
    }

    /** A port whose bus, 10,000 above, is free too. */
    private static int port() {
        int port = Ports.free();
        while (!Ports.isFree(port + 10_000)) {
            port = Ports.free();
        }
        return port;
    }

    private LeashedProcess node(int i) {
        try {
            String name = "redis-" + i;
            Path folder = Files.createDirectories(home.resolve(name));
            Path configuration = folder.resolve("redis.conf");
            Files.deleteIfExists(configuration);
            Files.createFile(
                    configuration, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            int port = ports.get(i);
            Files.writeString(configuration, """
                    %s
                    bind 127.0.0.1
                    port %d
                    cluster-preferred-endpoint-type ip
                    requirepass "%s"
                    masterauth "%s"
                    """.formatted(
                            Files.readString(chart.resolve("redis.conf"))
                                    .replace("@maxMemory@", "64mb")
                                    .replace("/data", folder.toString()),
                            port,
                            password,
                            password));
            var server = SystemProgram.redisServer();
            var process = LeashedProcess.start(
                    name,
                    home,
                    "TERM",
                    folder,
                    server.environment(),
                    List.of(server.executable().toString(), configuration.toString()));
            process.waitUntil(() -> Ports.answers(port), Duration.ofSeconds(20));
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the chart's script, which makes the cluster or mends it; said again it changes nothing. */
    public String ensure() {
        return script("ensure", Map.of("HOSTS", addresses(" ")));
    }

    private String script(String command, Map<String, String> more) {
        try {
            var cli = SystemProgram.redisCli();
            Path output = Files.createTempFile(home, "cluster", ".out");
            var builder = new ProcessBuilder("sh", chart.resolve("cluster.sh").toString(), command)
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(cli.environment());
            builder.environment().put("REDISCLI_AUTH", password);
            builder.environment()
                    .merge("PATH", cli.executable().getParent().toString(), (path, ours) -> ours + ":" + path);
            builder.environment().putAll(more);
            var process = builder.start();
            boolean ended = process.waitFor(120, TimeUnit.SECONDS);
            String said = Files.readString(output);
            if (!ended || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException("cluster.sh " + command + " failed:\n" + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** What a node answers to a command of {@code redis-cli}. */
    public String ask(int node, String... command) {
        try {
            var cli = SystemProgram.redisCli();
            var line = new ArrayList<>(List.of(
                    cli.executable().toString(),
                    "-h",
                    "127.0.0.1",
                    "-p",
                    ports.get(node).toString()));
            line.addAll(List.of(command));
            var builder = new ProcessBuilder(line).redirectErrorStream(true);
            builder.environment().putAll(new HashMap<>(cli.environment()));
            builder.environment().put("REDISCLI_AUTH", password);
            var process = builder.start();
            return new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number of a node that is a primary now. */
    public int primary() {
        for (int i = 0; i < NODES; i++) {
            if (nodes.get(i).isAlive() && ask(i, "role").startsWith("master")) {
                return i;
            }
        }
        throw new IllegalStateException("no node is a primary");
    }

    /** Loses a node as a machine that goes, with its disk where {@code disk}. */
    public void lose(int node, boolean disk) {
        nodes.get(node).killHard();
        if (disk) {
            try {
                EmbeddedPostgres.deleteTree(home.resolve("redis-" + node));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Starts a lost node again, under the same name, as a StatefulSet does. */
    public void bringBack(int node) {
        nodes.set(node, node(node));
    }

    /** For the services: {@code redis://host:port,…}. */
    public String hosts() {
        return "redis://" + addresses(",redis://");
    }

    private String addresses(String between) {
        return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(between));
    }

    /** What runs. */
    public List<LeashedProcess> processes() {
        return List.copyOf(nodes);
    }

    @Override
    public void close() {
        nodes.parallelStream().forEach(LeashedProcess::stop);
    }
}
