package io.familygrocer.list.sync;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.familygrocer.list.merge.ItemState;
import io.familygrocer.list.merge.Sameness;
import io.familygrocer.list.store.Item;

/** Finds, among the items of one call, those that may be the same thing to buy: by name or by product. */
final class Alike {

    private final Map<String, Set<UUID>> byName = new HashMap<>();
    private final Map<String, Set<UUID>> byProduct = new HashMap<>();

    /** An item has come, or has another name or product than before, by which it is found as well. */
    void keep(Item item) {
        byName.computeIfAbsent(item.nameKey(), key -> new LinkedHashSet<>()).add(item.id());
        if (item.productId() != null) {
            byProduct
                    .computeIfAbsent(item.productId(), key -> new LinkedHashSet<>())
                    .add(item.id());
        }
    }

    /** What may be the same, those of the same name first; whether it is, {@link Sameness} decides. */
    Set<UUID> to(ItemState state) {
        var alike = new LinkedHashSet<>(byName.getOrDefault(Sameness.key(state.name()), Set.of()));
        if (state.productId() != null) {
            alike.addAll(byProduct.getOrDefault(state.productId(), Set.of()));
        }
        return alike;
    }
}
