package io.familygrocer.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.familygrocer.platform.devservices.LeashedProcess;

/** One process of one service, from its packaged jar; it can be stopped, killed and started again. */
public final class ServiceProcess {

    /** What suits many services on one machine: little memory, no second collector thread, small headers. */
    static final List<String> JVM = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Xms24m",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=20",
            "-Xss512k",
            "-XX:MaxDirectMemorySize=64m",
            "-XX:ReservedCodeCacheSize=64m",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /** The ahead-of-time cache of these flags and these jars, beside them. */
    static final String CACHE = "grocer.aot";

    /** What a training run writes; it becomes the cache when it is whole. */
    static final String NEW_CACHE = "grocer-new.aot";

    private static final Duration START = Duration.ofSeconds(300);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();

    private final String name;
    private final Launch launch;
    private final Path home;
    private final int port;
    private final int managementPort;
    private final Map<String, String> environment;
    private LeashedProcess process;

    /**
     * What is started.
     *
     * @param folder where
     * @param command the program and its arguments
     * @param environment wins over the configuration
     */
    record Launch(Path folder, List<String> command, Map<String, String> environment) {}

    /**
     * A process that is not started yet.
     *
     * @param name of its log
     * @param heap the most memory that its objects take, as {@code -Xmx} has it
     * @param application the folder of its {@code quarkus-run.jar}
     * @param home the folder of its log
     * @param environment its configuration; ports are said there too
     * @param train whether it writes an AOT cache when it stops
     */
    public ServiceProcess(
            String name,
            String heap,
            Path application,
            Path home,
            int port,
            int managementPort,
            Map<String, String> environment,
            boolean train) {
        this(name, ofJars(heap, application, train), home, port, managementPort, environment);
    }

    /** A process that is not started yet, of something else than the jars of this project. */
    ServiceProcess(
            String name, Launch launch, Path home, int port, int managementPort, Map<String, String> environment) {
        this.name = name;
        this.launch = launch;
        this.home = home;
        this.port = port;
        this.managementPort = managementPort;
        this.environment = new HashMap<>(environment);
        this.environment.putAll(launch.environment());
    }

    private static Launch ofJars(String heap, Path application, boolean train) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.add("-Xmx" + heap);
        command.addAll(aotFlags(application, train));
        command.addAll(List.of("-jar", "quarkus-run.jar"));
        return new Launch(application, command, Map.of());
    }

    private static List<String> aotFlags(Path application, boolean train) {
        if (train) {
            return List.of("-XX:AOTCacheOutput=" + NEW_CACHE);
        }
        // Mapped where it was made for, the cache is read page by page as it is needed; moved at random, as is the
        // default, all of it is touched and private: 160 MB more a service.
        // A cache that does not fit any more is passed over by the JVM, which then only starts slower.
        return Files.exists(application.resolve(CACHE))
                ? List.of(
                        "-XX:AOTCache=" + CACHE,
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:ArchiveRelocationMode=0",
                        "-Xlog:aot=off")
                : List.of();
    }

    /** Starts it and returns at once; see {@link #awaitReady()}. */
    public void start() {
        process = LeashedProcess.start(name, home, "TERM", launch.folder(), environment, launch.command());
    }

    /**
     * Waits until it can serve.
     *
     * @throws IllegalStateException with the end of its log where it can't
     */
    public void awaitReady() {
        process.waitUntil(this::isReady, START);
    }

    /** Whether it says of itself that it can serve. */
    public boolean isReady() {
        var request = HttpRequest.newBuilder(management().resolve("/q/health/ready"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends it in good order. */
    public void stop() {
        if (process != null) {
            process.stop();
        }
    }

    /** Kills it as the kernel would that runs out of memory: {@code kill -9}. */
    public void killHard() {
        if (process != null) {
            process.killHard();
        }
    }

    /** Its name, also that of its log. */
    public String name() {
        return name;
    }

    /** Where it serves. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Where health and metrics are. */
    public URI management() {
        return URI.create("http://127.0.0.1:" + managementPort);
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Its log. */
    public Path log() {
        return process.log();
    }
}
