package io.familygrocer.e2e.convergence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Many schedules against one server, several families at a time. */
final class Run {

    private static final long SAY_EVERY_NANOS = Duration.ofSeconds(15).toNanos();

    private final ListServer server;
    private final int atOnce;
    private final Consumer<String> progress;
    private final Tally tally = new Tally();
    private final List<Long> failed = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger ended = new AtomicInteger();
    private final long start = System.nanoTime();
    private final AtomicLong said = new AtomicLong(start);
    private int all;

    /** @param progress hears of what fails, and now and then how it goes */
    Run(ListServer server, int atOnce, Consumer<String> progress) {
        this.server = server;
        this.atOnce = atOnce;
        this.progress = progress;
    }

    /** The seeds whose schedules end wrong. Those in which the server dies come last, many to a crash. */
    List<Long> failing(List<Long> seeds) {
        all = seeds.size();
        var quiet =
                seeds.stream().filter(seed -> !Schedule.of(seed).killsServer()).toList();
        var deadly =
                seeds.stream().filter(seed -> Schedule.of(seed).killsServer()).toList();
        try (var executor = Executors.newFixedThreadPool(atOnce)) {
            quiet.forEach(seed -> executor.execute(() -> run(seed, Crash.alone(server))));
        }
        int together = 2 * atOnce;
        for (int from = 0; from < deadly.size(); from += together) {
            crash(deadly.subList(from, Math.min(from + together, deadly.size())));
        }
        if (ended.get() != all) {
            throw new IllegalStateException("%d of %d schedules have ended".formatted(ended.get(), all));
        }
        return failed.stream().sorted().toList();
    }

    /** What has happened. */
    Tally tally() {
        return tally;
    }

    /** How long it has taken so far. */
    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    private void crash(List<Long> seeds) {
        var crash = new SharedCrash(server, seeds.size());
        try (var executor = Executors.newFixedThreadPool(seeds.size())) {
            seeds.forEach(seed -> executor.execute(() -> {
                try {
                    run(seed, crash);
                } finally {
                    crash.ended();
                }
            }));
        }
    }

    private void run(long seed, Crash crash) {
        var complaints = World.judge(Schedule.of(seed), server, null, crash, tally);
        if (!complaints.isEmpty()) {
            failed.add(seed);
            progress.accept("seed %d: %s".formatted(seed, complaints.getFirst()));
        }
        int done = ended.incrementAndGet();
        long last = said.get();
        if (System.nanoTime() - last > SAY_EVERY_NANOS && said.compareAndSet(last, System.nanoTime())) {
            double rate = done / seconds();
            progress.accept("  %,d of %,d, %d failed, %.1f/s, %.0f min left"
                    .formatted(done, all, failed.size(), rate, (all - done) / rate / 60));
        }
    }
}
