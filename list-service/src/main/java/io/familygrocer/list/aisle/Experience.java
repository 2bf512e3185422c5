package io.familygrocer.list.aisle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is known of the way through a store: how often one category came before another, later trips weighing more.
 * Immutable; pure functions.
 *
 * @param before the weight with which the first category came before the second
 */
public record Experience(Map<String, Map<String, Double>> before) {

    private static final double FORGOTTEN = 0.01;

    /** Nothing is known. */
    public static Experience none() {
        return new Experience(Map.of());
    }

    /**
     * This experience and one more trip.
     *
     * @param checked the categories of what was checked off, in that order; a category may come again
     * @param memory how much of what was known of two categories still counts, from 0 to 1
     */
    public Experience and(List<String> checked, double memory) {
        var way = way(checked);
        var more = new TreeMap<String, Map<String, Double>>();
        before.forEach((first, row) -> more.put(first, new TreeMap<>(row)));
        for (int i = 0; i < way.size(); i++) {
            for (int j = i + 1; j < way.size(); j++) {
                put(more, way.get(i), way.get(j), weight(way.get(i), way.get(j)) * memory + 1);
                put(more, way.get(j), way.get(i), weight(way.get(j), way.get(i)) * memory);
            }
        }
        return new Experience(more);
    }

    /**
     * Categories in the order in which one comes by them. Those of which nothing is known come last, by name.
     *
     * @param categories what to sort
     */
    public List<String> sorted(Collection<String> categories) {
        var score = new HashMap<String, Double>();
        categories.forEach(category -> score.put(category, score(category, categories)));
        var order = new ArrayList<>(new TreeSet<>(categories));
        order.sort(Comparator.<String, Boolean>comparing(category -> !knows(category))
                .thenComparing(score::get, Comparator.reverseOrder()));
        swapWhatIsKnownToBeTheOtherWayRound(order);
        return List.copyOf(order);
    }

    /** Everything of which something is known. */
    public Collection<String> categories() {
        var all = new TreeSet<String>(before.keySet());
        before.values().forEach(row -> all.addAll(row.keySet()));
        return all;
    }

    private boolean knows(String category) {
        return before.containsKey(category) || before.values().stream().anyMatch(row -> row.containsKey(category));
    }

    /** From -1, after everything else, to 1, before it: the mean over what it was ever seen with. */
    private double score(String category, Collection<String> others) {
        return others.stream()
                .filter(other -> weight(category, other) + weight(other, category) > 0)
                .mapToDouble(other -> {
                    double first = weight(category, other);
                    double second = weight(other, category);
                    return (first - second) / (first + second);
                })
                .average()
                .orElse(0);
    }

    /** As insertion sort does: neighbours that were seen the other way round change places, each pair at most once. */
    private void swapWhatIsKnownToBeTheOtherWayRound(List<String> order) {
        for (int i = 1; i < order.size(); i++) {
            for (int j = i;
                    j > 0 && weight(order.get(j), order.get(j - 1)) > weight(order.get(j - 1), order.get(j));
                    j--) {
                order.add(j - 1, order.remove(j));
            }
        }
    }

    private double weight(String first, String second) {
        return before.getOrDefault(first, Map.of()).getOrDefault(second, 0.0);
    }

    private static void put(Map<String, Map<String, Double>> rows, String first, String second, double weight) {
        if (weight >= FORGOTTEN) {
            rows.computeIfAbsent(first, category -> new TreeMap<>()).put(second, weight);
        } else if (rows.containsKey(first)) {
            rows.get(first).remove(second);
        }
    }

    /** Each category once, where the middle one of its items was. */
    private static List<String> way(List<String> checked) {
        var places = new LinkedHashMap<String, List<Integer>>();
        for (int i = 0; i < checked.size(); i++) {
            places.computeIfAbsent(checked.get(i), category -> new ArrayList<>())
                    .add(i);
        }
        return places.entrySet().stream()
                .sorted(Comparator.comparing(
                        entry -> entry.getValue().get(entry.getValue().size() / 2)))
                .map(Map.Entry::getKey)
                .toList();
    }
}
