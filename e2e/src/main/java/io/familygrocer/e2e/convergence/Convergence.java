package io.familygrocer.e2e.convergence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

import io.familygrocer.platform.devservices.Infra;

/**
 * {@code ./grocer bench convergence}: seeded schedules of phones that lose the network, against the real list-service.
 * A seed that fails is replayed and made smaller, until no step can be left out.
 */
public final class Convergence {

    private static final int SCHEDULES = 10_000;
    private static final int AT_ONCE = 8;
    private static final int SHOWN = 5;

    private Convergence() {}

    /**
     * Runs the schedules of the seeds 1 … n, or one.
     *
     * @param arguments nothing for all, a number for that many, {@code seed N} for one
     */
    public static void main(String[] arguments) throws IOException {
        Path home = Files.createTempDirectory("family-grocer-convergence");
        boolean one = arguments.length == 2 && arguments[0].equals("seed");
        long count = arguments.length == 1 ? Long.parseLong(arguments[0]) : SCHEDULES;
        var seeds = one ? LongStream.of(Long.parseLong(arguments[1])) : LongStream.rangeClosed(1, count);
        try (var infra = Infra.start(home, "postgres", false);
                var server = ListServer.start(infra, home)) {
            long start = System.nanoTime();
            var failed = failing(server, seeds.boxed().toList());
            System.out.printf(
                    "%d schedules, %d failed, %.0f s%n",
                    one ? 1 : count, failed.size(), (System.nanoTime() - start) / 1e9);
            failed.stream().limit(SHOWN).forEach(seed -> System.out.println(explain(server, Schedule.of(seed), null)));
            System.exit(failed.isEmpty() ? 0 : 1);
        }
    }

    /** The seeds whose schedules end wrong. */
    static List<Long> failing(ListServer server, List<Long> seeds) {
        var failed = java.util.Collections.synchronizedList(new ArrayList<Long>());
        var done = new AtomicInteger();
        try (var executor = Executors.newFixedThreadPool(AT_ONCE)) {
            for (long seed : seeds) {
                executor.execute(() -> {
                    if (!World.judge(Schedule.of(seed), server, null).isEmpty()) {
                        failed.add(seed);
                    }
                    if (done.incrementAndGet() % 500 == 0) {
                        System.out.printf("  %d done, %d failed%n", done.get(), failed.size());
                    }
                });
            }
        }
        return failed.stream().sorted().toList();
    }

    /** What is wrong with a schedule that fails, after leaving out every step that it does not take. */
    static String explain(ListServer server, Schedule schedule, Bug bug) {
        var smallest = shrink(server, schedule, bug);
        var complaints = World.judge(smallest, server, bug);
        return "seed %d, %d of %d steps:%n  %s%n%s"
                .formatted(
                        schedule.seed(),
                        smallest.steps().size(),
                        schedule.steps().size(),
                        String.join(
                                "\n  ",
                                smallest.steps().stream().map(Step::toString).toList()),
                        Judge.text(complaints));
    }

    /** Zeller's ddmin, simplified: leaves out ever smaller pieces for as long as it still fails. */
    static Schedule shrink(ListServer server, Schedule schedule, Bug bug) {
        var steps = new ArrayList<>(schedule.steps());
        for (int size = steps.size() / 2; size > 0; size /= 2) {
            for (int from = 0; from + size <= steps.size(); ) {
                var fewer = new ArrayList<>(steps.subList(0, from));
                fewer.addAll(steps.subList(from + size, steps.size()));
                if (World.judge(schedule.with(fewer), server, bug).isEmpty()) {
                    from += size;
                } else {
                    steps = fewer;
                }
            }
        }
        return schedule.with(steps);
    }
}
