package io.familygrocer.list.recurrence;

import java.time.LocalDate;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.familygrocer.list.merge.Recurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RulesTest {

    /** 2026-11-21 is a Saturday. */
    @ParameterizedTest
    @CsvSource({
        "FREQ=WEEKLY, due, 2026-11-21, 2026-11-21, 2026-11-28",
        "FREQ=WEEKLY, due, 2026-11-21, 2026-11-19, 2026-11-28",
        "FREQ=WEEKLY, due, 2026-11-21, 2026-11-23, 2026-11-28",
        "FREQ=WEEKLY, completion, 2026-11-21, 2026-11-23, 2026-11-30",
        "FREQ=WEEKLY;INTERVAL=2, due, 2026-11-21, 2026-12-20, 2027-01-02",
        "FREQ=WEEKLY;BYDAY=TU, due, 2026-11-21, 2026-11-21, 2026-11-24",
        "FREQ=WEEKLY;BYDAY=TU, completion, 2026-11-17, 2026-11-21, 2026-11-24",
        "FREQ=DAILY;INTERVAL=3, due, 2026-11-21, 2026-11-27, 2026-11-27",
        "FREQ=MONTHLY;BYMONTHDAY=-1, due, 2026-11-30, 2026-11-30, 2026-12-31",
        "FREQ=YEARLY, due, 2024-02-29, 2024-02-29, 2028-02-29",
        "FREQ=WEEKLY;UNTIL=20261201, due, 2026-11-21, 2026-11-21, 2026-11-28"
    })
    void theNextTimeIsAfterItWasDueAndNotBeforeItWasBought(
            String rule, Recurrence.From from, LocalDate due, LocalDate bought, LocalDate next) {
        assertThat(Rules.next(new Recurrence(rule, from), due, bought).map(Rules.Next::due))
                .contains(next);
    }

    @Test
    void withoutADayItWasDueWhenItWasBought() {
        var daily = new Recurrence("FREQ=DAILY", Recurrence.From.due);

        assertThat(Rules.next(daily, null, LocalDate.of(2026, 11, 21)).map(Rules.Next::due))
                .contains(LocalDate.of(2026, 11, 22));
    }

    @Test
    void aRuleThatCountsComesToItsEnd() {
        var due = LocalDate.of(2026, 11, 21);
        var recurrence = Optional.of(new Recurrence("FREQ=WEEKLY;COUNT=3", Recurrence.From.due));
        int times = 1;
        while (recurrence.isPresent()) {
            var next = Rules.next(recurrence.get(), due, due);
            recurrence = next.map(Rules.Next::recurrence);
            due = next.map(Rules.Next::due).orElse(due);
            times += next.isPresent() ? 1 : 0;
        }

        assertThat(times).isEqualTo(3);
        assertThat(due).isEqualTo(LocalDate.of(2026, 12, 5));
    }

    @Test
    void aRuleEndsWithItsLastDay() {
        var ends = new Recurrence("FREQ=WEEKLY;UNTIL=20261125", Recurrence.From.due);

        assertThat(Rules.next(ends, LocalDate.of(2026, 11, 21), LocalDate.of(2026, 11, 21)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "every week",
                "FREQ=HOURLY",
                "FREQ=DAILY;BYHOUR=8",
                "INTERVAL=2",
                "FREQ=WEEKLY;INTERVAL=0",
                "FREQ=WEEKLY;BYDAY=XX"
            })
    void whatIsNoRuleOfDaysIsRefused(String rule) {
        assertThatThrownBy(() -> Rules.normal(rule)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRuleThatNeverHappensEndsTheSearch() {
        var never = new Recurrence("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", Recurrence.From.due);
        var day = LocalDate.of(2026, 11, 21);

        assertThat(Rules.next(never, day, day)).isEmpty();
    }
}
