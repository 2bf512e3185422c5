package io.familygrocer.list.suggestion;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.familygrocer.list.suggestion.SuggestionView.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ScoresTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    private final List<Bought> history = new ArrayList<>();

    @Test
    void whatIsBoughtOftenIsFrequentAndLaterWeighsMore() {
        bought("flour", 200, 190, 180);
        bought("milk", 9, 6, 3);
        bought("candle", 5);

        assertThat(names(of().frequent())).containsExactly("milk", "flour");
    }

    @Test
    void whatWasBoughtLastIsRecent() {
        bought("milk", 9);
        bought("candle", 2);

        assertThat(names(of().recent())).containsExactly("candle", "milk");
    }

    @ParameterizedTest
    @CsvSource({"7, 1.0", "6, 0.857", "5, 0", "14, 2.0", "22, 0"})
    void aWeeklyThingIsDueAWeekLaterAndForgottenInTheEnd(int daysAgo, double dueness) {
        var days = List.of(
                TODAY.minusDays(daysAgo + 21),
                TODAY.minusDays(daysAgo + 14),
                TODAY.minusDays(daysAgo + 7),
                TODAY.minusDays(daysAgo));

        assertThat(Scores.dueness(days, TODAY)).isCloseTo(dueness, within(0.01));
    }

    @Test
    void aHolidayDoesNotSpoilARhythm() {
        bought("milk", 59, 52, 45, 14, 7);

        assertThat(names(of().due())).containsExactly("milk");
    }

    @Test
    void twiceIsNoRhythm() {
        bought("milk", 14, 7);

        assertThat(of().due()).isEmpty();
    }

    @Test
    void whatIsInTheSameBasketsGoesTogether() {
        bought("pasta", 21, 14, 7);
        bought("tomatoes", 21, 14);
        bought("candle", 7);

        assertThat(names(of().together().get("pasta"))).containsExactly("tomatoes");
        assertThat(names(of().together().get("tomatoes"))).containsExactly("pasta");
    }

    @Test
    void whatIsOpenIsNotSuggestedAndWhatGoesWithItIs() {
        bought("pasta", 21, 14, 7);
        bought("tomatoes", 21, 14);

        var views = SuggestionView.of(of(), Set.of("pasta"), 10);

        assertThat(views)
                .extracting(SuggestionView::name, SuggestionView::reason)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("tomatoes", Reason.together));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theOrderOfTheHistoryDoesNotMatterAndBoundsHold(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            bought("thing " + random.nextInt(80), random.nextInt(300));
        }
        var expected = Scores.of(history, TODAY, 10);
        Collections.shuffle(history, random);

        var shuffled = Scores.of(history, TODAY, 10);

        assertThat(shuffled).isEqualTo(expected);
        assertThat(shuffled.frequent()).hasSizeLessThanOrEqualTo(10);
        assertThat(shuffled.together()).hasSizeLessThanOrEqualTo(10);
    }

    private Suggestions of() {
        return Scores.of(history, TODAY, 50);
    }

    private void bought(String name, int... daysAgo) {
        for (int ago : daysAgo) {
            var day = TODAY.minusDays(ago);
            history.add(new Bought(name, name, null, null, day, "list/" + day));
        }
    }

    private static List<String> names(List<Suggestions.Thing> things) {
        return things.stream().map(Suggestions.Thing::name).toList();
    }
}
