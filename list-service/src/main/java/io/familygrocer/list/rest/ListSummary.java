package io.familygrocer.list.rest;

import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.familygrocer.list.merge.Money;
import io.familygrocer.list.store.GroceryList;
import io.familygrocer.list.store.ListStore;

/**
 * A list on the overview.
 *
 * @param open how many items are still to buy
 * @param asked how many items wait for an adult's yes; they are not open
 * @param total how many items are on it
 * @param sharedWith who sees it besides its owner; not there for the whole family
 */
public record ListSummary(
        UUID id,
        UUID familyId,
        long revision,
        String name,
        String icon,
        long open,
        long asked,
        long total,
        @JsonInclude(JsonInclude.Include.NON_NULL) String colour,
        @JsonInclude(JsonInclude.Include.NON_NULL) String position,
        @JsonInclude(JsonInclude.Include.NON_NULL) Boolean archived,
        @JsonInclude(JsonInclude.Include.NON_NULL) String store,
        @JsonInclude(JsonInclude.Include.NON_NULL) Boolean template,
        @JsonInclude(JsonInclude.Include.NON_NULL) Money budget,
        @JsonInclude(JsonInclude.Include.NON_NULL) UUID ownerId,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<UUID> sharedWith) {

    static ListSummary of(GroceryList list, ListStore.Counts counts) {
        return new ListSummary(
                list.id(),
                list.familyId(),
                list.revision(),
                list.name(),
                list.icon(),
                counts == null ? 0 : counts.open(),
                counts == null ? 0 : counts.asked(),
                counts == null ? 0 : counts.total(),
                list.colour(),
                list.position(),
                list.archived() ? Boolean.TRUE : null,
                list.store(),
                list.template() ? Boolean.TRUE : null,
                list.budget(),
                list.ownerId(),
                list.sharedWith());
    }
}
