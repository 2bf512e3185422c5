package io.familygrocer.e2e.convergence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

    /** What is asked for. */
    @Command(name = "./grocer bench convergence", mixinStandardHelpOptions = true)
    static final class Options implements Callable<Options> {

        @Option(names = "--schedules", description = "How many, from seed 1 on; default ${DEFAULT-VALUE}.")
        private long schedules = SCHEDULES;

        @Option(names = "--seed", description = "Only this one; with --schedules so many from this one on.")
        private Long seed;

        @Option(names = "--at-once", description = "How many families at a time; default ${DEFAULT-VALUE}.")
        private int atOnce = AT_ONCE;

        @Spec
        private CommandSpec spec;

        @Override
        public Options call() {
            boolean many = spec.commandLine().getParseResult().hasMatchedOption("--schedules");
            schedules = seed != null && !many ? 1 : schedules;
            return this;
        }

        private List<Long> seeds() {
            long first = seed == null ? 1 : seed;
            return LongStream.range(first, first + schedules).boxed().toList();
        }
    }

    /** Runs the schedules of the seeds 1 … n, or those that are asked for; see {@code --help}. */
    public static void main(String[] arguments) throws IOException {
        var line = new CommandLine(new Options());
        int exit = line.execute(arguments);
        Options options = line.getExecutionResult();
        if (options == null) {
            System.exit(exit);
        }
        Path home = Files.createTempDirectory("family-grocer-convergence");
        try (var infra = Infra.start(home, "postgres", false);
                var server = ListServer.startForgetful(infra, home)) {
            var seeds = options.seeds();
            var run = new Run(server, options.atOnce, System.out::println);
            System.out.printf(
                    "%,d schedules from seed %d on, %d at once …%n", seeds.size(), seeds.getFirst(), options.atOnce);
            var failed = run.failing(seeds);
            System.out.printf(
                    "%,d schedules from seed %d on, %d failed, %.0f s, %.1f schedules/s%n",
                    seeds.size(), seeds.getFirst(), failed.size(), run.seconds(), seeds.size() / run.seconds());
            System.out.println(run.tally());
            System.out.printf("  %-24s %,10d%n", "server restarts", server.kills());
            failed.stream().limit(SHOWN).forEach(seed -> System.out.println(explain(server, Schedule.of(seed), null)));
            System.exit(failed.isEmpty() ? 0 : 1);
        }
    }

    /** What is wrong with a schedule that fails, after leaving out every step that it does not take. */
    static String explain(ListServer server, Schedule schedule, Bug bug) {
        var smallest = shrink(server, schedule, bug);
        var complaints = World.judge(smallest, server, bug);
        return "seed %d, %d of %d steps; again: ./grocer bench convergence --seed %d%n  %s%n%s"
                .formatted(
                        schedule.seed(),
                        smallest.steps().size(),
                        schedule.steps().size(),
                        schedule.seed(),
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
