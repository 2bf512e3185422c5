package io.familygrocer.list.suggestion;

import java.util.List;
import java.util.Map;

/**
 * What a family is likely to want, the likeliest first.
 *
 * @param frequent what it buys often, later purchases weighing more
 * @param recent what it bought last
 * @param due what it buys in a rhythm, and would buy again by now
 * @param together by what is bought: what is bought with it
 */
public record Suggestions(
        List<Thing> frequent, List<Thing> recent, List<Thing> due, Map<String, List<Thing>> together) {

    /** Nothing is known. */
    static Suggestions none() {
        return new Suggestions(List.of(), List.of(), List.of(), Map.of());
    }

    /** Something that was bought, as it was last written. */
    public record Thing(String key, String name, String category, String productId) {

        static Thing of(Bought bought) {
            return new Thing(bought.key(), bought.name(), bought.category(), bought.productId());
        }
    }
}
