package io.familygrocer.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.familygrocer.platform.devservices.LeashedProcess;
import io.familygrocer.platform.devservices.Ports;

/**
 * {@code ./grocer bench smoke}: what this machine makes of the suite, as a Markdown table. Everything runs on the one
 * machine, the generators of load included; the numbers are for comparing one state of the sources with another.
 */
public final class Smoke {

    private static final int ROUNDS = 5;
    private static final int ADDS = 1_000;
    private static final int CONNECTIONS = 16;
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration RUN = Duration.ofSeconds(5);

    private final Map<String, List<Double>> figures = new LinkedHashMap<>();
    private final Path data;

    private Smoke(Path data) {
        this.data = data;
    }

    /** Measures for some minutes and prints the table. */
    public static void main(String[] arguments) throws IOException {
        new Smoke(Files.createTempDirectory("family-grocer-smoke")).run();
    }

    private void run() {
        say("Start and memory, %d times …", ROUNDS);
        LauncherProcess.start(data, Ports.free()).awaitReady().close();
        for (int round = 1; round < ROUNDS; round++) {
            try (var launcher = startAndWeigh()) {
                say(
                        "  %s",
                        launcher.output()
                                .lines()
                                .filter(line -> line.startsWith("Ready"))
                                .findAny()
                                .orElse(""));
            }
        }
        try (var launcher = startAndWeigh()) {
            say("Latency, %d times %d adds …", ROUNDS, ADDS);
            latency(launcher.gateway());
            say("Throughput, %d times %d s each, in turns …", ROUNDS, RUN.toSeconds());
            throughput(launcher.gateway());
        }
        table();
    }

    private LauncherProcess startAndWeigh() {
        long start = System.nanoTime();
        var launcher = LauncherProcess.start(data, Ports.free()).awaitReady();
        note("`up` with nothing changed, s", (System.nanoTime() - start) / 1e9);
        pause(IDLE);
        double sum = megabytesOfOne(launcher.process().pid());
        note("memory of the launcher, MB", sum);
        for (var child : launcher.children().entrySet()) {
            double memory = megabytes(child.getValue());
            note("memory of %s, MB".formatted(child.getKey()), memory);
            sum += memory;
        }
        note("**memory of all together, MB**", sum);
        return launcher;
    }

    private void latency(URI gateway) {
        var home = Household.make(gateway, "Latency");
        add(home, 200);
        for (int round = 0; round < ROUNDS; round++) {
            home.anna().signIn();
            home.ben().signIn();
            double[] took = add(home, ADDS);
            note("add to other phone, p50, ms", took[took.length / 2]);
            note("add to other phone, p99, ms", took[took.length * 99 / 100]);
        }
    }

    /** Milliseconds from before the request until the other's stream has said it, ascending. */
    private static double[] add(Household home, int count) {
        String list = home.anna().list(home.id(), "Latency");
        var took = new double[count];
        try (var stream = EventStream.open(home.ben().api(), home.id())) {
            for (int number = 0; number < count; number++) {
                String name = "thing %d of %s".formatted(number, list);
                long start = System.nanoTime();
                home.anna().item(list, name);
                var heard = stream.await(
                        Duration.ofSeconds(10), event -> event.data().contains(name));
                took[number] = (heard.at() - start) / 1e6;
            }
        }
        Arrays.sort(took);
        return took;
    }

    private void throughput(URI gateway) {
        var home = Household.make(gateway, "Throughput");
        for (int number = 0; number < 5; number++) {
            String list = home.anna().list(home.id(), "List " + number);
            home.anna().item(list, "thing");
        }
        int port = Ports.free();
        var hello = hello(port);
        try {
            var plain = new Load(URI.create("http://127.0.0.1:%d/hello".formatted(port)), null);
            var lists =
                    new Load(gateway.resolve("/api/lists"), home.anna().api().token());
            plain.run(CONNECTIONS, WARM_UP);
            lists.run(CONNECTIONS, WARM_UP);
            for (int round = 0; round < ROUNDS; round++) {
                double ofHello = plain.run(CONNECTIONS, RUN);
                double ofLists = lists.run(CONNECTIONS, RUN);
                note("plain Quarkus REST hello, requests/s", ofHello);
                note("`GET /api/lists` through the gateway, requests/s", ofLists);
                note("share of the hello, %", 100 * ofLists / ofHello);
            }
        } finally {
            hello.stop();
        }
    }

    private LeashedProcess hello(int port) {
        Path application = GrocerStack.projectRoot().resolve("e2e/hello/target/quarkus-app");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ServiceProcess.JVM);
        command.addAll(List.of("-jar", "quarkus-run.jar"));
        var process = LeashedProcess.start(
                "hello", data, "TERM", application, Map.of("QUARKUS_HTTP_PORT", Integer.toString(port)), command);
        process.waitUntil(
                () -> answers(URI.create("http://127.0.0.1:%d/hello".formatted(port))), Duration.ofSeconds(30));
        return process;
    }

    private static boolean answers(URI uri) {
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding());
            return answer.statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A server with all that it has forked, as Postgres does for each connection. */
    private static double megabytes(long pid) {
        return megabytesOfOne(pid)
                + ProcessHandle.of(pid).stream()
                        .flatMap(ProcessHandle::descendants)
                        .mapToDouble(child -> megabytesOfOne(child.pid()))
                        .sum();
    }

    /** Proportional set size: what several processes share counts for each by its part of it. */
    private static double megabytesOfOne(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup")).stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findAny()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException("memory is read from /proc, which only Linux has", e);
        }
    }

    private void note(String figure, double value) {
        figures.computeIfAbsent(figure, ignored -> new ArrayList<>()).add(value);
    }

    private void table() {
        say("");
        say("| Figure | Median | Least | Most | Of |");
        say("|---|---:|---:|---:|---:|");
        say("| first `up` after a clone, without the downloads, s | (by hand: `time ./grocer up`) | | | |");
        figures.forEach((figure, values) -> {
            var sorted = values.stream().sorted().toList();
            say(
                    "| %s | %s | %s | %s | %d |",
                    figure,
                    text(sorted.get(sorted.size() / 2)),
                    text(sorted.getFirst()),
                    text(sorted.getLast()),
                    sorted.size());
        });
        say("");
        say(
                "%d processors, %s, JDK %s.",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("java.version"));
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.1f", value);
    }

    private static void pause(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void say(String line, Object... values) {
        System.out.println(line.formatted(values));
        System.out.flush();
    }
}
