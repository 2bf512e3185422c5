package io.familygrocer.list.merge;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UndoTest {

    private static final UUID ANNA = new UUID(0, 1);
    private static final UUID BEN = new UUID(0, 2);

    private final ItemState milk = set(
            ItemState.unwritten(),
            Map.of(
                    ItemField.LIST,
                    new UUID(0, 9),
                    ItemField.NAME,
                    "milk",
                    ItemField.AMOUNT,
                    BigDecimal.TWO,
                    ItemField.NOTE,
                    "fresh"),
            author(ANNA, 10, 1));

    @Test
    void whatWasAddedGoes() {
        var undone = Undo.item(milk, done(ItemState.unwritten(), milk, 10, 1), author(BEN, 50, 9));

        assertThat(undone.state().removed()).isTrue();
        assertThat(undone.newer()).isEmpty();
    }

    @Test
    void whatWasAddedAndThenRenamedByAnotherStays() {
        var renamed = set(milk, Map.of(ItemField.NAME, "oat milk"), author(BEN, 20, 4));

        var undone = Undo.item(renamed, done(ItemState.unwritten(), milk, 10, 1), author(ANNA, 50, 9));

        assertThat(undone.state()).isEqualTo(renamed);
        assertThat(undone.newer()).contains(new Stamp(20, 0, BEN));
    }

    @Test
    void whatWasRemovedComesBackAsItWasAndAStandingNameKeepsIt() {
        var gone = milk.gone();
        var back = Undo.item(gone, done(milk, gone, 20, 2), author(BEN, 50, 9)).state();

        assertThat(back.removed()).isFalse();
        assertThat(back.registers()).isEqualTo(milk.registers());
        assertThat(back.addedBy()).isEqualTo(ANNA);
        assertThat(ItemMerge.remove(back, 8, author(ANNA, 60, 10)).state().removed())
                .isFalse();
    }

    @Test
    void whatIsBackAlreadyIsNotTouched() {
        var again = set(milk.gone(), Map.of(ItemField.NAME, "cream"), author(BEN, 30, 4));

        var undone = Undo.item(again, done(milk, milk.gone(), 20, 2), author(ANNA, 50, 9));

        assertThat(undone.state()).isEqualTo(again);
        assertThat(undone.newer()).isPresent();
    }

    @Test
    void aFieldGetsItsOldValueUnlessItWasWrittenSince() {
        var edited = set(milk, Map.of(ItemField.NOTE, "stale", ItemField.CHECKED, true), author(ANNA, 20, 2));
        var newer = set(edited, Map.of(ItemField.NOTE, "newest"), author(BEN, 30, 3));

        var undone = Undo.item(newer, done(milk, edited, 20, 2), author(ANNA, 50, 9));

        assertThat(undone.state().note()).isEqualTo("newest");
        assertThat(undone.state().checked()).isFalse();
        assertThat(undone.newer()).contains(new Stamp(30, 0, BEN));
    }

    @Test
    void anAmountGetsTheDifferenceSoThatWhatOthersAddedStays() {
        var adjusted = ItemMerge.adjust(milk, BigDecimal.valueOf(3), author(ANNA, 20, 2))
                .state();
        var more =
                ItemMerge.adjust(adjusted, BigDecimal.TEN, author(BEN, 30, 3)).state();

        var undone = Undo.item(more, done(milk, adjusted, 20, 2), author(ANNA, 50, 9));

        assertThat(undone.state().amount()).isEqualByComparingTo("12");
        assertThat(undone.newer()).isEmpty();
    }

    @Test
    void anAmountThatWasSetSinceStands() {
        var adjusted = ItemMerge.adjust(milk, BigDecimal.valueOf(3), author(ANNA, 20, 2))
                .state();
        var set = set(adjusted, Map.of(ItemField.AMOUNT, BigDecimal.ONE), author(BEN, 30, 3));

        var undone = Undo.item(set, done(milk, adjusted, 20, 2), author(ANNA, 50, 9));

        assertThat(undone.state()).isEqualTo(set);
        assertThat(undone.newer()).contains(new Stamp(30, 0, BEN));
    }

    @Test
    void theFirstAmountGoesAgainWhenItIsUndone() {
        var none = set(
                ItemState.unwritten(),
                Map.of(ItemField.LIST, new UUID(0, 9), ItemField.NAME, "salt"),
                author(ANNA, 1, 1));
        var some = ItemMerge.adjust(none, BigDecimal.ONE, author(ANNA, 2, 2)).state();

        assertThat(Undo.item(some, done(none, some, 2, 2), author(ANNA, 3, 3))
                        .state()
                        .amount())
                .isNull();
    }

    @Test
    void undoneAndUndoneAgainItIsAsItWas() {
        var checked = set(milk, Map.of(ItemField.CHECKED, true), author(ANNA, 20, 2));
        var undone = Undo.item(checked, done(milk, checked, 20, 2), author(ANNA, 30, 3))
                .state();
        var redone = Undo.item(undone, done(checked, undone, 30, 3), author(ANNA, 40, 4))
                .state();

        assertThat(undone.checked()).isFalse();
        assertThat(redone.checked()).isTrue();
    }

    @Test
    void twiceTheSameIsOnceAndSaysSo() {
        var renamed = set(milk, Map.of(ItemField.NAME, "cream"), author(ANNA, 20, 2));
        var once = Undo.item(renamed, done(milk, renamed, 20, 2), author(ANNA, 30, 3))
                .state();
        var twice = Undo.item(once, done(milk, renamed, 20, 2), author(BEN, 40, 4));

        assertThat(twice.state()).isEqualTo(once);
        assertThat(twice.newer()).contains(new Stamp(30, 0, ANNA));
    }

    @Test
    void aListComesBackAndGetsItsOldName() {
        var list = ListState.unwritten()
                .set(new EnumMap<>(Map.of(ListField.NAME, "Weekly")), author(ANNA, 10, 1))
                .state();
        var gone = list.remove(1, 0, author(ANNA, 20, 2)).state();
        var renamed = list.set(new EnumMap<>(Map.of(ListField.NAME, "Daily")), author(ANNA, 20, 2))
                .state();
        var stamp = new Stamp(20, 0, ANNA);

        var back = Undo.list(gone, new Undo.Done<>(list, gone, stamp, 2), 0, author(BEN, 50, 9));
        var named = Undo.list(renamed, new Undo.Done<>(list, renamed, stamp, 2), 0, author(BEN, 50, 9));

        assertThat(back.state().removed()).isFalse();
        assertThat(named.state().name()).isEqualTo("Weekly");
    }

    private static Undo.Done<ItemState> done(ItemState before, ItemState after, long millis, long revision) {
        return new Undo.Done<>(before, after, new Stamp(millis, 0, ANNA), revision);
    }

    private static ItemState set(ItemState item, Map<ItemField, Object> fields, Author author) {
        return ItemMerge.set(item, fields, author).state();
    }

    private static Author author(UUID client, long millis, long revision) {
        return new Author(client, new Stamp(millis, 0, client), revision, false);
    }
}
