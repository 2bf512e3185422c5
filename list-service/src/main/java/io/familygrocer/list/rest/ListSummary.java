package io.familygrocer.list.rest;

import java.util.UUID;

import io.familygrocer.list.store.FamilyStore;
import io.familygrocer.list.store.GroceryList;

/**
 * A list on the overview.
 *
 * @param open how many items are still to buy
 * @param asked how many items wait for an adult's yes; they are not open
 * @param total how many items are on it
 */
public record ListSummary(
        UUID id, UUID familyId, long revision, String name, String icon, long open, long asked, long total) {

    static ListSummary of(GroceryList list, FamilyStore.Counts counts) {
        return new ListSummary(
                list.id(),
                list.familyId(),
                list.revision(),
                list.name(),
                list.icon(),
                counts == null ? 0 : counts.open(),
                counts == null ? 0 : counts.asked(),
                counts == null ? 0 : counts.total());
    }
}
