package io.familygrocer.platform.devservices;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A process that lives no longer than this one, even where this one is killed: a small shell beside it waits for the
 * end of a pipe that only we hold open.
 */
public final class LeashedProcess implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(60);

    private final String name;
    private final Process leash;
    private final Path pidFile;
    private final Path log;

    private LeashedProcess(String name, Process leash, Path pidFile, Path log) {
        this.name = name;
        this.leash = leash;
        this.pidFile = pidFile;
        this.log = log;
    }

    /**
     * Starts a command.
     *
     * @param name for messages and for the log file, {@code <home>/log/<name>.log}, which is appended to
     * @param home the folder of everything that belongs to these processes; made where it isn't there
     * @param signal what ends the command in good order, for example {@code TERM}
     * @param environment is added to our own
     */
    public static LeashedProcess start(
            String name,
            Path home,
            String signal,
            Path workingDirectory,
            Map<String, String> environment,
            List<String> command) {
        try {
            Path log = Files.createDirectories(home.resolve("log")).resolve(name + ".log");
            Path run = Files.createDirectories(home.resolve("run"));
            Path pidFile = run.resolve(name + ".pid");
            awaitEnd(pidFile);
            Files.deleteIfExists(pidFile);
            var line = new ArrayList<>(List.of(
                    "bash", leashScript(run).toString(), pidFile.toString(), signal, Long.toString(GRACE.toSeconds())));
            line.addAll(command);
            var builder = new ProcessBuilder(line)
                    .directory(workingDirectory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            return new LeashedProcess(name, builder.start(), pidFile, log);
        } catch (IOException e) {
            throw new UncheckedIOException("can't start " + name, e);
        }
    }

    /**
     * Waits until the processes of an earlier launcher, which was killed, have ended in good order.
     *
     * @param home the folder they were started with
     */
    public static void awaitEarlier(Path home) {
        Path run = home.resolve("run");
        if (!Files.isDirectory(run)) {
            return;
        }
        try (var files = Files.list(run)) {
            for (Path pidFile :
                    files.filter(file -> file.toString().endsWith(".pid")).toList()) {
                awaitEnd(pidFile);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitEnd(Path pidFile) throws IOException {
        if (Files.notExists(pidFile)) {
            return;
        }
        var written = Files.getLastModifiedTime(pidFile).toInstant();
        String pid = Files.readString(pidFile).strip();
        var earlier = pid.isEmpty() ? Optional.<ProcessHandle>empty() : ProcessHandle.of(Long.parseLong(pid));
        // A process that started after the file was written only happens to have the same id.
        earlier.filter(process -> process.info()
                        .startInstant()
                        .filter(start -> !start.isAfter(written.plusSeconds(1)))
                        .isPresent())
                .ifPresent(process -> process.onExit()
                        .completeOnTimeout(process, GRACE.toSeconds() + 5, TimeUnit.SECONDS)
                        .join());
    }

    private static Path leashScript(Path run) throws IOException {
        Path script = run.resolve("leash.sh");
        Path fresh = Files.createTempFile(run, "leash", ".sh");
        try (InputStream resource = LeashedProcess.class.getResourceAsStream("leash.sh")) {
            Files.copy(resource, fresh, StandardCopyOption.REPLACE_EXISTING);
        }
        return Files.move(fresh, script, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The name it was started with. */
    public String name() {
        return name;
    }

    /** Where its output goes. */
    public Path log() {
        return log;
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return leash.isAlive();
    }

    /**
     * The process id of the command itself, not of its leash.
     *
     * @throws IllegalStateException where it has ended
     */
    public long pid() {
        waitUntil(() -> Files.exists(pidFile), Duration.ofSeconds(5));
        try {
            return Long.parseLong(Files.readString(pidFile).strip());
        } catch (IOException | NumberFormatException e) {
            throw new IllegalStateException(name + " has no process", e);
        }
    }

    /**
     * Waits until it is ready.
     *
     * @throws IllegalStateException with the end of its log where it ends instead or the time is over
     */
    public void waitUntil(BooleanSupplier ready, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!ready.getAsBoolean()) {
            if (!leash.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("%s %s; the end of %s:%n%s"
                        .formatted(
                                name,
                                leash.isAlive() ? "is not ready after " + limit.toSeconds() + " s" : "has ended",
                                log,
                                tail()));
            }
            pause();
        }
    }

    /** Ends it in good order, by force after a time of grace, and waits until it has ended. */
    public void stop() {
        try {
            leash.getOutputStream().close();
            if (!leash.waitFor(GRACE.toSeconds() + 5, TimeUnit.SECONDS)) {
                killHard();
            }
        } catch (IOException e) {
            killHard();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            killHard();
        }
    }

    /** Kills the command without a warning, as a machine that loses power would. */
    public void killHard() {
        if (leash.isAlive()) {
            ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);
            try {
                leash.waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        stop();
    }

    private String tail() {
        try {
            var lines = Files.readString(log, StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(40);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }
}
