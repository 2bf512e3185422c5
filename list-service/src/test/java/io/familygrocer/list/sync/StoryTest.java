package io.familygrocer.list.sync;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.familygrocer.list.merge.Author;
import io.familygrocer.list.merge.ItemField;
import io.familygrocer.list.merge.ItemMerge;
import io.familygrocer.list.merge.ItemState;
import io.familygrocer.list.merge.Stamp;

import static org.assertj.core.api.Assertions.assertThat;

class StoryTest {

    private static final UUID ANNA = new UUID(0, 1);
    private static final UUID MILK = new UUID(0, 2);

    private final Story story = new Story(new UUID(0, 9), ANNA);
    private long revision = 10;

    /** Found by the convergence checker, seed 55: the check of what was gone took the news of its going with it. */
    @Test
    void whatIsDoneToARemovedItemDoesNotTakeBackTheNewsOfItsRemoval() {
        var there = milk();
        var gone = there.gone();
        tell(there, gone);
        tell(gone, gone);

        assertThat(story.told())
                .singleElement()
                .isInstanceOfSatisfying(
                        ListEvent.ItemRemoved.class,
                        event -> assertThat(event.revision()).isEqualTo(revision));
    }

    @Test
    void whatWasRemovedAddedAndRemovedAgainIsToldAsRemoved() {
        var there = milk();
        tell(there, there.gone());
        tell(there.gone(), there);
        tell(there, there.gone());

        assertThat(story.told()).singleElement().isInstanceOf(ListEvent.ItemRemoved.class);
    }

    @Test
    void whatCameAndWentInOneCallIsNotTold() {
        var there = milk();
        tell(ItemState.unwritten(), there);
        tell(there, there.gone());

        assertThat(story.told()).isEmpty();
    }

    private ItemState milk() {
        var author = new Author(ANNA, new Stamp(1, 0, ANNA), 1, false);
        return ItemMerge.set(ItemState.unwritten(), Map.of(ItemField.NAME, "milk"), author)
                .state();
    }

    private void tell(ItemState before, ItemState after) {
        story.item(MILK, before, after, "Weekly", List.of("name"), ++revision);
    }
}
