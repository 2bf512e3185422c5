package io.familygrocer.list.aisle;

import java.util.List;

/**
 * The way through a store.
 *
 * @param store its name
 * @param order slugs of categories in the order in which one comes by them
 * @param byHand those of them of which somebody has said so; they come first
 * @param trips from how many trips the others were learned
 */
public record AisleView(String store, List<String> order, List<String> byHand, int trips) {

    static AisleView of(AisleOrder order) {
        return new AisleView(order.store, order.sorted(List.of()), order.byHand(), order.trips());
    }

    static AisleView unknown(String store) {
        return new AisleView(store, List.of(), List.of(), 0);
    }
}
