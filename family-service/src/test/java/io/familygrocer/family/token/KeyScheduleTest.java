package io.familygrocer.family.token;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeyScheduleTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LIFETIME = Duration.ofMinutes(6);
    private static final KeysConfig CONFIG = new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(KeysConfig.class)
            .withDefaultValues(Map.of("grocer.family.keys.rotation", "10d", "grocer.family.keys.ahead", "15m"))
            .build()
            .getConfigMapping(KeysConfig.class);

    private final SigningKey first = SigningKey.generate(START);
    private final SigningKey second = SigningKey.generate(at(600));
    private final KeySchedule both = new KeySchedule(List.of(second, first));

    @Test
    void theNextKeyIsDueAheadOfItsTime() {
        var alone = new KeySchedule(List.of(first));
        long days10 = Duration.ofDays(10).toMinutes();

        assertThat(alone.isDue(at(days10 - 16), CONFIG)).isFalse();
        assertThat(alone.isDue(at(days10 - 15), CONFIG)).isTrue();
        assertThat(new KeySchedule(List.of()).isDue(START, CONFIG)).isTrue();
    }

    @Test
    void noFurtherKeyIsDueWhileOneWaits() {
        assertThat(both.isDue(at(0), CONFIG)).isFalse();
    }

    @Test
    void aKeySignsFromItsInstantOn() {
        assertThat(both.current(at(599))).isSameAs(first);
        assertThat(both.current(at(600))).isSameAs(second);
    }

    @Test
    void aKeyIsSpentOnceItsLastTokenHasExpired() {
        assertThat(both.spent(at(605), LIFETIME)).isEmpty();
        assertThat(both.spent(at(606), LIFETIME)).containsExactly(first);
        assertThat(both.spent(at(1), LIFETIME)).isEmpty();
    }

    @Test
    void whereTheClockIsBeforeAllOfThemTheFirstSigns() {
        assertThat(both.current(START.minusSeconds(1))).isSameAs(first);
    }

    private static Instant at(long minutes) {
        return START.plus(Duration.ofMinutes(minutes));
    }
}
