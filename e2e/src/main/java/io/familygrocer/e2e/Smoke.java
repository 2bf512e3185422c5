package io.familygrocer.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import io.familygrocer.platform.devservices.Ports;

import static io.familygrocer.e2e.Figures.say;

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

    private final Figures figures = new Figures();
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
        say("First `up` after a clone, without the downloads, is measured by hand: `time ./grocer up`.");
        figures.print();
    }

    private LauncherProcess startAndWeigh() {
        long start = System.nanoTime();
        var launcher = LauncherProcess.start(data, Ports.free()).awaitReady();
        figures.note("`up` with nothing changed, s", (System.nanoTime() - start) / 1e9);
        pause(IDLE);
        double sum = megabytesOfOne(launcher.process().pid());
        figures.note("memory of the launcher, MB", sum);
        for (var child : launcher.children().entrySet()) {
            double memory = megabytes(child.getValue());
            figures.note("memory of %s, MB".formatted(child.getKey()), memory);
            sum += memory;
        }
        figures.note("**memory of all together, MB**", sum);
        return launcher;
    }

    private void latency(URI gateway) {
        var home = Household.make(gateway, "Latency");
        add(home, 200);
        for (int round = 0; round < ROUNDS; round++) {
            home.anna().signIn();
            home.ben().signIn();
            double[] took = add(home, ADDS);
            figures.note("add to other phone, p50, ms", took[took.length / 2]);
            figures.note("add to other phone, p99, ms", took[took.length * 99 / 100]);
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
        try (var hello = Hello.start(data)) {
            var plain = new Load(hello.uri(), (String) null);
            var lists =
                    new Load(gateway.resolve("/api/lists"), home.anna().api().token());
            plain.run(CONNECTIONS, WARM_UP);
            lists.run(CONNECTIONS, WARM_UP);
            for (int round = 0; round < ROUNDS; round++) {
                double ofHello = plain.run(CONNECTIONS, RUN);
                double ofLists = lists.run(CONNECTIONS, RUN);
                figures.note("plain Quarkus REST hello, requests/s", ofHello);
                figures.note("`GET /api/lists` through the gateway, requests/s", ofLists);
                figures.note("share of the hello, %", 100 * ofLists / ofHello);
            }
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

    private static void pause(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
