package io.familygrocer.e2e.convergence;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.familygrocer.platform.devservices.Infra;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever the network does, all phones and the server end with the same, and nothing is lost or doubled. */
class ConvergenceTest {

    private static final int SCHEDULES = 200;
    private static final int TRIES_TO_FIND_A_BUG = 60;
    private static final int AT_ONCE = 8;

    private static Infra infra;
    private static ListServer server;

    @BeforeAll
    static void start() throws IOException {
        var home = Files.createTempDirectory("family-grocer-convergence");
        infra = Infra.start(home, "postgres", false);
        server = ListServer.startForgetful(infra, home);
    }

    @AfterAll
    static void stop() {
        server.close();
        infra.close();
    }

    @Test
    void everyScheduleConverges() {
        var run = new Run(server, AT_ONCE, System.out::println);
        var failing = run.failing(seeds(seed -> !Schedule.of(seed).killsServer()));

        assertThat(failing)
                .as(() -> Convergence.explain(server, Schedule.of(failing.getFirst()), null))
                .isEmpty();
        // What the schedules are for has happened in them.
        assertThat(Tally.Of.values())
                .filteredOn(what -> what != Tally.Of.CRASHES_GONE_THROUGH)
                .allSatisfy(what ->
                        assertThat(run.tally().of(what)).as(what.toString()).isPositive());
    }

    @Test
    void aServerThatIsKilledInBetweenLosesNothing() {
        var failing = new Run(server, AT_ONCE, System.out::println)
                .failing(seeds(seed -> Schedule.of(seed).killsServer()));

        assertThat(failing)
                .as(() -> Convergence.explain(server, Schedule.of(failing.getFirst()), null))
                .isEmpty();
    }

    /** The checker once found fault with what was right: a write that was refused, which nobody heard. */
    @ParameterizedTest
    @ValueSource(longs = {2759, 6898, 9283})
    void whatMayHaveBeenRefusedUnheardIsNotMissed(long seed) {
        assertThat(World.judge(Schedule.of(seed), server, null)).isEmpty();
    }

    private static List<Long> seeds(LongPredicate which) {
        return LongStream.rangeClosed(1, SCHEDULES).filter(which).boxed().toList();
    }

    @ParameterizedTest
    @EnumSource(Bug.class)
    void aPlantedBugIsFound(Bug bug) {
        assertThat(LongStream.rangeClosed(1, TRIES_TO_FIND_A_BUG)
                        .mapToObj(Schedule::of)
                        .filter(schedule -> !schedule.killsServer())
                        .anyMatch(schedule -> isFound(bug, schedule)))
                .isTrue();
    }

    @Test
    void aScheduleThatFailsFailsAgainAndIsMadeSmaller() {
        var failing = LongStream.rangeClosed(1, TRIES_TO_FIND_A_BUG)
                .mapToObj(Schedule::of)
                .filter(schedule -> !schedule.killsServer() && isFound(Bug.APPLIED_TWICE, schedule))
                .findFirst()
                .orElseThrow();

        var smaller = Convergence.shrink(server, Schedule.of(failing.seed()), Bug.APPLIED_TWICE);

        // Somebody makes a list, and an item on it, and adds to it.
        assertThat(smaller.steps()).hasSizeLessThan(failing.steps().size()).hasSizeLessThan(10);
        assertThat(isFound(Bug.APPLIED_TWICE, smaller)).isTrue();
    }

    private static boolean isFound(Bug bug, Schedule schedule) {
        return !World.judge(schedule, server, bug).isEmpty();
    }
}
