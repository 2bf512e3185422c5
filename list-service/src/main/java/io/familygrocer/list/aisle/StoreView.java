package io.familygrocer.list.aisle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

import io.familygrocer.list.store.DocumentView;
import io.familygrocer.list.store.Item;

/**
 * One list split by store. What is wanted at several stores is in the section of each, as one and the same item: checked
 * in one of them, it is checked in all.
 *
 * @param sections one a store, by name; what is wanted anywhere is at the list's own store, or in a section without one
 */
public record StoreView(List<Section> sections) {

    /**
     * What is wanted at a store.
     *
     * @param store its name; null for anywhere
     * @param aisles in the order in which one comes by them
     */
    public record Section(String store, List<Aisle> aisles) {}

    /**
     * What is of one category.
     *
     * @param category its slug; null for what has none, which comes last
     */
    public record Aisle(String category, List<DocumentView> items) {}

    static StoreView of(List<Item> items, String listStore, List<AisleOrder> orders) {
        var names = new LinkedHashMap<String, String>();
        var sections = new TreeMap<String, List<Item>>();
        for (var item : items) {
            var stores = item.stores().isEmpty() ? List.of(listStore == null ? "" : listStore) : item.stores();
            for (String store : stores) {
                names.putIfAbsent(AisleOrder.key(store), store);
                var section = sections.computeIfAbsent(AisleOrder.key(store), key -> new ArrayList<>());
                // "Lidl" and "lidl" are one store.
                if (section.isEmpty() || !section.getLast().equals(item)) {
                    section.add(item);
                }
            }
        }
        var byStore = new HashMap<String, AisleOrder>();
        orders.forEach(order -> byStore.put(order.storeKey, order));
        return new StoreView(sections.entrySet().stream()
                .map(section -> new Section(
                        section.getKey().isEmpty() ? null : names.get(section.getKey()),
                        aisles(section.getValue(), byStore.get(section.getKey()))))
                .toList());
    }

    private static List<Aisle> aisles(List<Item> items, AisleOrder order) {
        var byCategory = new HashMap<String, List<DocumentView>>();
        items.stream()
                .sorted(Comparator.comparing(Item::name, String.CASE_INSENSITIVE_ORDER)
                        .thenComparing(Item::id))
                .forEach(item -> byCategory
                        .computeIfAbsent(item.category() == null ? "" : item.category(), slug -> new ArrayList<>())
                        .add(DocumentView.of(item)));
        var slugs = new TreeSet<>(byCategory.keySet());
        slugs.remove("");
        var sorted = order == null ? List.copyOf(slugs) : order.sorted(slugs);
        var aisles = new ArrayList<Aisle>();
        sorted.stream()
                .filter(byCategory::containsKey)
                .forEach(slug -> aisles.add(new Aisle(slug, byCategory.get(slug))));
        if (byCategory.containsKey("")) {
            aisles.add(new Aisle(null, byCategory.get("")));
        }
        return aisles;
    }
}
