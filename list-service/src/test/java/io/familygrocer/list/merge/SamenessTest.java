package io.familygrocer.list.merge;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SamenessTest {

    private static final UUID ANNA = new UUID(0, 1);
    private static final UUID BEN = new UUID(0, 2);
    private static final UUID LIST = new UUID(0, 9);

    @ParameterizedTest(name = "{0} {1} and {2} {3} are {4} {5}")
    @CsvSource({
        "2, , 3, , 5, ",
        ", , 3, , 3, ",
        "2, , , , 2, ",
        ", , , , , ",
        "1, kg, 500, g, 1.5, kg",
        "500, g, 1, kg, 1500, g",
        "1, l, 250, ml, 1.25, l",
        "1, kg, 0.5, g, 1000.5, g",
        "2, bottles, 1, Bottles, 3, bottles",
        ", , 2, l, 2, l",
        "2, l, , , 2, l",
        "1, dozen, 2, dozen, 3, dozen",
    })
    void amountsAddUpWithinADimension(
            BigDecimal one, String unit, BigDecimal other, String otherUnit, BigDecimal sum, String sumUnit) {
        var folded =
                fold(item("milk", one, unit), item("milk", other, otherUnit)).orElseThrow();

        assertThat(folded.unit()).isEqualTo(sumUnit);
        if (sum == null) {
            assertThat(folded.amount()).isNull();
        } else {
            assertThat(folded.amount()).isEqualByComparingTo(sum);
        }
    }

    @ParameterizedTest(name = "{0} {1} and {2} {3} stay two")
    @CsvSource({"1, kg, 1, l", "2, , 1, l", "1, bottle, 1, can", "1, lb, 1, g", "999999999, , 1, "})
    void whatDoesNotAddUpExactlyStaysTwo(BigDecimal one, String unit, BigDecimal other, String otherUnit) {
        assertThat(fold(item("milk", one, unit), item("milk", other, otherUnit)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "milk, MILK, true",
        "oat  milk, ' Oat milk ', true",
        "ｍｉｌｋ, milk, true",
        "Äpfel, äpfel, true",
        "milk, oat milk, false",
        "apple, apples, false"
    })
    void namesAreTheSameWithoutRegardToCaseAndSpace(String one, String other, boolean same) {
        assertThat(fold(item(one, null, null), item(other, null, null)).isPresent())
                .isEqualTo(same);
    }

    @Test
    void whatIsCheckedGoneWaitingOrElsewhereIsNotFolded() {
        var milk = item("milk", null, null);
        var checked = ItemMerge.set(milk, Map.of(ItemField.CHECKED, true), author(ANNA, 11, 2))
                .state();
        var elsewhere = ItemMerge.set(milk, Map.of(ItemField.LIST, UUID.randomUUID()), author(ANNA, 11, 2))
                .state();

        assertThat(fold(checked, milk)).isEmpty();
        assertThat(fold(milk, checked)).isEmpty();
        assertThat(fold(milk.gone(), milk)).isEmpty();
        assertThat(fold(milk.asking(3L), milk)).isEmpty();
        assertThat(fold(milk, milk.asking(3L))).isEmpty();
        assertThat(fold(elsewhere, milk)).isEmpty();
    }

    @Test
    void whatTheFirstDidNotSayTheSecondDoesAndTheNewestSaysTheRest() {
        var first = ItemMerge.set(item("Milk", null, null), Map.of(ItemField.NOTE, "old"), author(ANNA, 15, 2))
                .state();
        var second = written(Map.of(
                ItemField.LIST, LIST, ItemField.NAME, "milk", ItemField.NOTE, "new", ItemField.CATEGORY, "dairy"));

        var folded = fold(first, second).orElseThrow();

        assertThat(folded.name()).isEqualTo("Milk");
        assertThat(folded.note()).isEqualTo("new");
        assertThat(folded.category()).isEqualTo("dairy");
        assertThat(folded.touches().lastClient()).isEqualTo(BEN);
    }

    @Test
    void aNewerWriteOfTheFirstStands() {
        var first = ItemMerge.set(item("milk", null, null), Map.of(ItemField.NOTE, "newer"), author(ANNA, 99, 2))
                .state();
        var second = written(Map.of(ItemField.LIST, LIST, ItemField.NAME, "milk", ItemField.NOTE, "older"));

        assertThat(fold(first, second).orElseThrow().note()).isEqualTo("newer");
    }

    private static Optional<ItemState> fold(ItemState there, ItemState created) {
        return Sameness.fold(there, created, author(BEN, 20, 5));
    }

    private static ItemState item(String name, BigDecimal amount, String unit) {
        var fields = new EnumMap<ItemField, Object>(ItemField.class);
        fields.put(ItemField.LIST, LIST);
        fields.put(ItemField.NAME, name);
        fields.put(ItemField.AMOUNT, amount);
        fields.put(ItemField.UNIT, unit);
        return ItemMerge.set(ItemState.unwritten(), fields, author(ANNA, 10, 1)).state();
    }

    private static ItemState written(Map<ItemField, Object> fields) {
        return ItemMerge.set(ItemState.unwritten(), fields, author(BEN, 20, 5)).state();
    }

    private static Author author(UUID client, long millis, long revision) {
        return new Author(client, new Stamp(millis, 0, client), revision, false);
    }
}
