package io.familygrocer.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** {@code ./grocer up} as a process of its own, as people meet it, without the build before it. */
final class LauncherProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(300);

    private final Process process;
    private final Path data;
    private final Path output;
    private final int port;

    private LauncherProcess(Process process, Path data, Path output, int port) {
        this.process = process;
        this.data = data;
        this.output = output;
        this.port = port;
    }

    /** Starts it and returns at once. */
    static LauncherProcess start(Path data, int port) {
        try {
            Path output = Files.createTempFile("family-grocer-up", ".out");
            var builder = new ProcessBuilder(command(data, port))
                    .directory(GrocerStack.projectRoot().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(StackOptions.generousLimits());
            return new LauncherProcess(builder.start(), data, output, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command of the script's function {@code launch}. */
    private static List<String> command(Path data, int port) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:TieredStopAtLevel=1",
                "-Xms16m",
                "-Xmx96m",
                "--enable-native-access=ALL-UNNAMED"));
        if (System.getProperty("maven.repo.local") != null) {
            command.add("-Dmaven.repo.local=" + System.getProperty("maven.repo.local"));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Up.class.getName()));
        command.addAll(List.of("--data", data.toString(), "--port", Integer.toString(port)));
        return command;
    }

    /**
     * Waits until it says that it is ready.
     *
     * @throws IllegalStateException with what it said where it ends instead or does not get ready in time
     */
    LauncherProcess awaitReady() {
        long end = System.nanoTime() + START.toNanos();
        try {
            while (!output().contains("Ready after")) {
                if (process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                    throw new IllegalStateException("it did not get ready: " + output());
                }
            }
            return this;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What it has said so far. */
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where people go. */
    URI gateway() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The launcher itself. */
    Process process() {
        return process;
    }

    /** What it has started, by name. */
    Map<String, Long> children() {
        var pids = new TreeMap<String, Long>();
        try (var files = Files.list(data.resolve("run"))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".pid")) {
                    pids.put(
                            name.substring(0, name.length() - 4),
                            Long.parseLong(Files.readString(file).strip()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pids;
    }

    /** Ends it as Ctrl-C does and waits until all has ended. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(90, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
