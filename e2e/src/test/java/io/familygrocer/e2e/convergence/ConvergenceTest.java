package io.familygrocer.e2e.convergence;

import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.familygrocer.platform.devservices.Infra;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever the network does, all phones and the server end with the same, and nothing is lost or doubled. */
class ConvergenceTest {

    private static final int SCHEDULES = 200;
    private static final int TRIES_TO_FIND_A_BUG = 60;

    private static Infra infra;
    private static ListServer server;

    @BeforeAll
    static void start() throws IOException {
        var home = Files.createTempDirectory("family-grocer-convergence");
        infra = Infra.start(home, "postgres", false);
        server = ListServer.start(infra, home);
    }

    @AfterAll
    static void stop() {
        server.close();
        infra.close();
    }

    @Test
    void everyScheduleConverges() {
        var failing = Convergence.failing(
                server, LongStream.rangeClosed(1, SCHEDULES).boxed().toList());

        assertThat(failing)
                .as(() -> Convergence.explain(server, Schedule.of(failing.getFirst()), null))
                .isEmpty();
    }

    @Test
    void aServerThatIsKilledInBetweenLosesNothing() {
        assertThat(World.judge(Schedule.of(7).withKilledServer(), server, null)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Bug.class)
    void aPlantedBugIsFound(Bug bug) {
        assertThat(LongStream.rangeClosed(1, TRIES_TO_FIND_A_BUG)
                        .anyMatch(seed ->
                                !World.judge(Schedule.of(seed), server, bug).isEmpty()))
                .isTrue();
    }
}
