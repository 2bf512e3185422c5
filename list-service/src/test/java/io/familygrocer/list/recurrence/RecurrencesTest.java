package io.familygrocer.list.recurrence;

import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.familygrocer.list.merge.Author;
import io.familygrocer.list.merge.ItemField;
import io.familygrocer.list.merge.ItemMerge;
import io.familygrocer.list.merge.ItemState;
import io.familygrocer.list.merge.Recurrence;
import io.familygrocer.list.merge.Stamp;

import static org.assertj.core.api.Assertions.assertThat;

class RecurrencesTest {

    private static final long SATURDAY = LocalDate.of(2026, 11, 21).toEpochDay() * 86_400_000L;
    private static final UUID ANNA = UUID.randomUUID();
    private static final UUID PHONE = UUID.randomUUID();
    private static final ItemState NOTHING = ItemState.unwritten();

    private long revision;

    private final ItemState open = set(
            NOTHING,
            Map.of(
                    ItemField.LIST,
                    UUID.randomUUID(),
                    ItemField.NAME,
                    "Milk",
                    ItemField.NOTE,
                    "fresh",
                    ItemField.DUE,
                    LocalDate.of(2026, 11, 21),
                    ItemField.RECURRENCE,
                    new Recurrence("FREQ=WEEKLY", Recurrence.From.due)));
    private final ItemState checked = set(open, Map.of(ItemField.CHECKED, true, ItemField.NOT_FOUND, true));

    @Test
    void whatIsCheckedStaysCheckedAndComesAgainAsAnotherItem() {
        var next = Recurrences.after(open, checked, NOTHING, author());

        assertThat(next.removed()).isFalse();
        assertThat(next.checked()).isFalse();
        assertThat(next.name()).isEqualTo("Milk");
        assertThat(next.note()).isEqualTo("fresh");
        assertThat(next.registers())
                .containsEntry(ItemField.DUE, LocalDate.of(2026, 11, 28))
                .doesNotContainKey(ItemField.NOT_FOUND);
    }

    @Test
    void checkingAgainMakesNoSecondOne() {
        var next = Recurrences.after(open, checked, NOTHING, author());

        assertThat(Recurrences.after(checked, checked, next, author())).isEqualTo(next);
        assertThat(Recurrences.after(open, checked, next, author())).isEqualTo(next);
    }

    @Test
    void openingItAgainTakesBackWhatNobodyHasTouched() {
        var next = Recurrences.after(open, checked, NOTHING, author());

        assertThat(Recurrences.after(checked, open, next, author()).removed()).isTrue();
    }

    @Test
    void openingItAgainLeavesWhatSomebodyHasWritten() {
        var next = Recurrences.after(open, checked, NOTHING, author());
        var edited = set(next, Map.of(ItemField.NAME, "Oat milk"));
        var bought = set(next, Map.of(ItemField.CHECKED, true));

        assertThat(Recurrences.after(checked, open, edited, author())).isEqualTo(edited);
        assertThat(Recurrences.after(checked, open, bought, author())).isEqualTo(bought);
    }

    @Test
    void afterAMistakeItComesAgain() {
        var gone = Recurrences.after(checked, open, Recurrences.after(open, checked, NOTHING, author()), author());

        assertThat(Recurrences.after(open, checked, gone, author()).removed()).isFalse();
    }

    @Test
    void whatDoesNotRecurDoesNotComeAgain() {
        var once = set(open, java.util.Collections.singletonMap(ItemField.RECURRENCE, null));
        var done = set(once, Map.of(ItemField.CHECKED, true));

        assertThat(Recurrences.after(once, done, NOTHING, author())).isEqualTo(NOTHING);
    }

    private ItemState set(ItemState state, Map<ItemField, Object> fields) {
        return ItemMerge.set(state, fields, author()).state();
    }

    private Author author() {
        revision++;
        return new Author(ANNA, new Stamp(SATURDAY + revision, 0, PHONE), revision, false);
    }
}
