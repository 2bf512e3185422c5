package io.familygrocer.catalog.classify;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;

import io.familygrocer.platform.events.Event;

/**
 * What an item on a list is; the schema is in {@code contracts/events/catalog-service}.
 *
 * @param name the item's name that this was said about: it may have changed since
 * @param category the slug of the product's category
 */
public record ItemClassified(UUID familyId, UUID itemId, UUID listId, String name, String productId, String category)
        implements Event {

    @Override
    @JsonIgnore
    public String type() {
        return "catalog.item-classified.v1";
    }

    @Override
    @JsonIgnore
    public String key() {
        return familyId.toString();
    }
}
