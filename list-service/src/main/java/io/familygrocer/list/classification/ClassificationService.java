package io.familygrocer.list.classification;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import io.smallrye.mutiny.Uni;

import io.familygrocer.list.classification.CatalogConsumer.ItemClassified;
import io.familygrocer.list.merge.ItemField;
import io.familygrocer.list.store.FamilyStore;
import io.familygrocer.list.store.Item;
import io.familygrocer.list.store.ListStore;
import io.familygrocer.list.sync.FamilyChanged;

/** Puts items into the aisles that the catalog names, unless a person has said otherwise or the name has changed. */
@ApplicationScoped
public class ClassificationService {

    private final FamilyStore families;
    private final ListStore store;
    private final Event<FamilyChanged> announcements;

    ClassificationService(FamilyStore families, ListStore store, Event<FamilyChanged> announcements) {
        this.families = families;
        this.store = store;
        this.announcements = announcements;
    }

    Uni<Void> classified(ItemClassified event) {
        return families.lock(event.familyId())
                .chain(family -> store.items(event.familyId(), Set.of(event.itemId()))
                        .invoke(items -> items.stream()
                                .filter(item -> isWanted(item, event))
                                .forEach(item -> item.classified(event.productId(), event.category(), family.next()))))
                .replaceWithVoid();
    }

    /** Tells the open streams to look; which revision it has become they read for themselves. */
    void announce(ItemClassified event) {
        announcements.fire(FamilyChanged.upTo(event.familyId(), Long.MAX_VALUE));
    }

    private static boolean isWanted(Item item, ItemClassified event) {
        return !item.removed()
                && item.name().equals(event.name())
                && item.productId() == null
                && item.state().clocks().of(ItemField.CATEGORY).isEmpty();
    }
}
