package io.familygrocer.list.feed;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import biweekly.Biweekly;
import biweekly.ICalVersion;
import biweekly.component.VTodo;
import org.junit.jupiter.api.Test;

import io.familygrocer.list.merge.Recurrence;
import io.familygrocer.list.store.DocumentView.ItemView;

import static org.assertj.core.api.Assertions.assertThat;

class CalendarTest {

    private static final UUID LIST = UUID.randomUUID();
    private static final Instant MORNING = Instant.parse("2026-05-03T08:09:10.123Z");
    private static final LocalDate FRIDAY = LocalDate.of(2026, 5, 8);

    @Test
    void anotherProgramReadsWhatIsMeant() {
        var item = item("Crème; \"fraîche\", \\ 30 %\nin a cup", "keep cold\r\nplease", true, FRIDAY, weekly(), true);

        var todo = read(item);

        assertThat(todo.getUid().getValue()).isEqualTo(item.id() + "@family-grocer");
        assertThat(todo.getSummary().getValue()).isEqualTo("2.5 kg Crème; \"fraîche\", \\ 30 %\nin a cup");
        assertThat(todo.getDescription().getValue()).isEqualTo("keep cold\nplease");
        assertThat(todo.getStatus().isCompleted()).isTrue();
        assertThat(todo.getCompleted().getValue()).isEqualTo("2026-05-03T08:09:10Z");
        assertThat(todo.getDateDue().getValue().getRawComponents().toString()).contains("2026");
        assertThat(todo.getRecurrenceRule().getValue().getFrequency().name()).isEqualTo("WEEKLY");
        assertThat(todo.getPriority().getValue()).isEqualTo(1);
        assertThat(todo.getCategories().getFirst().getValues()).containsExactly("Weekly, shop", "dairy");
        assertThat(todo.validate(List.of(), ICalVersion.V2_0)).isEmpty();
    }

    @Test
    void whatCountsFromItsCompletionHasNoRule() {
        var fromCompletion = new Recurrence("FREQ=WEEKLY", Recurrence.From.completion);

        var todo = read(item("milk", null, false, FRIDAY, fromCompletion, false));

        assertThat(todo.getRecurrenceRule()).isNull();
        assertThat(todo.getDateDue()).isNotNull();
        assertThat(todo.getStatus().isNeedsAction()).isTrue();
    }

    @Test
    void noLineIsLongerThanAllowedAndNoCharacterIsParted() {
        String name = "🥐é".repeat(90);

        String text = Calendar.of("x", List.of(item(name, null, false, null, null, false)), Map.of(LIST, "l"));

        assertThat(text.split("\r\n"))
                .allSatisfy(line ->
                        assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75));
        assertThat(text.replace("\r\n ", "")).contains(name);
        assertThat(text).doesNotContain("\uFFFD");
    }

    private static VTodo read(ItemView item) {
        String text = Calendar.of("Weekly", List.of(item), Map.of(LIST, "Weekly, shop"));
        return Biweekly.parse(text).first().getTodos().getFirst();
    }

    private static Recurrence weekly() {
        return new Recurrence("FREQ=WEEKLY;BYDAY=FR", Recurrence.From.due);
    }

    private static ItemView item(
            String name, String note, boolean checked, LocalDate due, Recurrence recurrence, boolean urgent) {
        return new ItemView(
                "item",
                UUID.randomUUID(),
                UUID.randomUUID(),
                LIST,
                7,
                false,
                name,
                new BigDecimal("2.5"),
                "kg",
                note,
                "dairy",
                null,
                checked,
                UUID.randomUUID(),
                null,
                null,
                MORNING,
                checked ? MORNING : null,
                null,
                null,
                urgent ? Boolean.TRUE : null,
                null,
                null,
                due,
                null,
                null,
                null,
                recurrence,
                null,
                null);
    }
}
