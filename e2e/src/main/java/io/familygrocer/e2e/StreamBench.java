package io.familygrocer.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import com.sun.management.UnixOperatingSystemMXBean;

import io.familygrocer.platform.devservices.Ports;

import static io.familygrocer.e2e.Figures.say;

/**
 * Idle streams of events through the gateway: memory of each, time for one word to all, and time until all are back after
 * a restart. A stream is two open files of a gateway; where the system allows one process too few, several gateways share
 * the streams, as replicas do.
 */
final class StreamBench {

    private static final int WORDS = 5;
    private static final int FILES_OF_ITS_OWN = 600;
    private static final int WINDOW = 200;

    private final Path home;
    private final Figures figures;
    private final List<Unit> units = new ArrayList<>();

    private StreamBench(Path home, Figures figures) {
        this.home = home;
        this.figures = figures;
    }

    /** Measures with so many streams, and with so many that come back at once. */
    static void measure(Path home, Figures figures, int rounds, int streams, int reconnecting) {
        int most = ((int) files() - FILES_OF_ITS_OWN) / 2;
        int gateways = Math.ceilDiv(Math.max(streams, reconnecting), most);
        say("%,d streams through %d gateway(s): a process may have %,d files open.", streams, gateways, files());
        for (int round = 1; round <= rounds; round++) {
            say("Streams, round %d of %d, about a minute …", round, rounds);
            new StreamBench(home, figures).round(gateways, streams / gateways, reconnecting / gateways);
        }
    }

    private static long files() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : 10_000;
    }

    private void round(int gateways, int each, int reconnecting) {
        try {
            for (int number = 0; number < gateways; number++) {
                units.add(new Unit(home, "stream-gateway-" + number));
            }
            all(unit -> unit.open(each / 10, WINDOW));
            double heap = sum(Unit::heapInUse);
            double resident = sum(Unit::resident);
            all(unit -> unit.open(each, WINDOW));
            double more = gateways * (each - each / 10.0) * 1024;
            String streams = "%,d idle streams: ".formatted(gateways * each);
            figures.note(streams + "heap of the gateway each, KB", (sum(Unit::heapInUse) - heap) / more);
            figures.note(streams + "memory of the process each, KB", (sum(Unit::resident) - resident) / more);
            for (int word = 0; word < WORDS; word++) {
                figures.note(streams + "one word to all, ms", slowest(unit -> unit.ask("say")));
            }
            all(Unit::restart);
            String back = "%,d streams back at once after a restart: ".formatted(gateways * reconnecting);
            var answers = all(unit -> unit.open(reconnecting, reconnecting));
            figures.note(
                    back + "all served, ms",
                    answers.stream().mapToDouble(Unit.Answer::millis).max().orElseThrow());
            figures.note(
                    back + "came again, as they were refused",
                    answers.stream().mapToDouble(Unit.Answer::refused).sum());
        } finally {
            units.parallelStream().forEach(Unit::close);
        }
    }

    private double slowest(Function<Unit, Unit.Answer> question) {
        return all(question).stream().mapToDouble(Unit.Answer::millis).max().orElseThrow();
    }

    private double sum(Function<Unit, Long> question) {
        return all(question).stream().mapToLong(Long::longValue).sum();
    }

    /** Asks all at the same time. */
    private <T> List<T> all(Function<Unit, T> question) {
        var asked = units.stream()
                .map(unit -> CompletableFuture.supplyAsync(
                        () -> question.apply(unit), task -> Thread.ofVirtual().start(task)))
                .toList();
        return asked.stream().map(CompletableFuture::join).toList();
    }

    /** One gateway, and the process that is on both sides of it. */
    private static final class Unit implements AutoCloseable {

        private static final long PATIENCE_SECONDS = 300;

        private final Path home;
        private final String name;
        private final int port = Ports.free();
        private final Process crowd;
        private final PrintStream to;
        private final BufferedReader from;
        private final Map<String, String> settings;
        private ServiceProcess gateway;

        Unit(Path home, String name) {
            this.home = home;
            this.name = name;
            try {
                crowd = new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:+UseSerialGC",
                                "-Xmx256m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                StreamCrowd.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            to = new PrintStream(crowd.getOutputStream(), true, StandardCharsets.US_ASCII);
            from = new BufferedReader(new InputStreamReader(crowd.getInputStream(), StandardCharsets.US_ASCII));
            var ports = line().split(" ");
            settings = Map.of(
                    "GROCER_GATEWAY_UPSTREAMS_LIST",
                    "http://127.0.0.1:%s,http://127.0.0.1:%s".formatted(ports[1], ports[2]),
                    "GROCER_GATEWAY_LIMITER_ENABLED",
                    "false",
                    "GROCER_GATEWAY_ACCESS_LOG",
                    "false",
                    "GROCER_GATEWAY_CONNECTIONS_MAX_STREAMS",
                    "100000",
                    "GROCER_GATEWAY_FRONT_CONNECTIONS_PER_ADDRESS",
                    "100000",
                    "GROCER_GATEWAY_FRONT_IDLE_TIMEOUT",
                    "600S");
            start();
        }

        /**
         * What the crowd has answered.
         *
         * @param refused how often one was refused and came again
         */
        record Answer(int count, double millis, int refused) {}

        private void start() {
            gateway = Proxies.gateway(home, name, port, "512m", settings);
        }

        Answer open(int count, int window) {
            return ask("open %d %d %d".formatted(port, count, window));
        }

        Answer ask(String command) {
            to.println(command);
            var words = line().split(" ");
            return words.length == 1
                    ? new Answer(0, 0, 0)
                    : new Answer(
                            Integer.parseInt(words[1]),
                            Double.parseDouble(words[2]),
                            words.length > 3 ? Integer.parseInt(words[3]) : 0);
        }

        /** By {@code kill -9}: nobody is told to go elsewhere. */
        Answer restart() {
            gateway.killHard();
            var lost = ask("lost");
            start();
            return lost;
        }

        /** Bytes, once the garbage is gone. */
        long heapInUse() {
            return Jcmd.heapInUse(gateway.pid());
        }

        /** Bytes of memory that the process has. */
        long resident() {
            try {
                return Files.readAllLines(Path.of("/proc", Long.toString(gateway.pid()), "status")).stream()
                                .filter(line -> line.startsWith("VmRSS:"))
                                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                                .sum()
                        * 1024;
            } catch (IOException e) {
                throw new UncheckedIOException("memory is read from /proc, which only Linux has", e);
            }
        }

        private String line() {
            var line = CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return from.readLine();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    },
                    task -> Thread.ofVirtual().start(task));
            var said = line.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
            if (said == null) {
                throw new IllegalStateException("the crowd of " + name + " has ended");
            }
            return said;
        }

        @Override
        public void close() {
            crowd.destroyForcibly();
            if (gateway != null) {
                gateway.killHard();
            }
        }
    }
}
