package io.familygrocer.e2e.convergence;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What is made of a seed, and the time in which it happens. */
class ScheduleTest {

    @Test
    void aSeedMakesTheSameScheduleAgain() {
        assertThat(LongStream.rangeClosed(1, 500)).allSatisfy(seed -> {
            assertThat(Schedule.of(seed)).isEqualTo(Schedule.of(seed));
            assertThat(Schedule.of(seed).phones()).isBetween(2, 6);
        });
    }

    @Test
    void aShareOfSchedulesGoesThroughCrashesMonthsAndForgetting() {
        var schedules = LongStream.rangeClosed(1, 275).mapToObj(Schedule::of).toList();

        assertThat(schedules).filteredOn(Schedule::killsServer).hasSize(11);
        assertThat(schedules)
                .filteredOn(schedule -> schedule.time().equals(Duration.ofDays(30)))
                .hasSize(55);
        assertThat(schedules)
                .filteredOn(schedule -> schedule.steps().stream().anyMatch(Step.Forget.class::isInstance))
                .hasSize(25);
    }

    @Test
    void timeBeginsInThePastAndPassesUpToNow() {
        var clock = new WorldClock(Duration.ofDays(30));
        var server = Instant.now();
        var answer = JsonNodeFactory.instance.objectNode().put("serverTime", server.toEpochMilli());

        assertThat(clock.now()).isCloseTo(server.minus(Duration.ofDays(30)), within(Duration.ofMinutes(1)));
        assertThat(clock.told(answer).get("serverTime").longValue())
                .isEqualTo(server.minus(Duration.ofDays(30)).toEpochMilli());

        clock.passes(Duration.ofDays(60));
        assertThat(clock.now()).isCloseTo(server, within(Duration.ofMinutes(1)));
    }
}
