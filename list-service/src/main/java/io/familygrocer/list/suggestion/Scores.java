package io.familygrocer.list.suggestion;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

import io.familygrocer.list.suggestion.Suggestions.Thing;

/** What a family's purchases say about what it wants. Pure functions. */
final class Scores {

    /** After so many days, a purchase counts half. */
    private static final double HALF_LIFE = 60;
    /** A rhythm takes at least two gaps. */
    private static final int RHYTHM = 3;
    /** Due from a little before the time on, and no more once it was passed over twice. */
    private static final double DUE_FROM = 0.85;

    private static final double DUE_UNTIL = 3;
    /** Twice is a habit. */
    private static final int HABIT = 2;

    private static final double TOGETHER = 0.4;
    private static final int PARTNERS = 5;
    private static final int BASKET = 100;

    private Scores() {}

    /**
     * What is likely.
     *
     * @param history what was bought, in any order
     * @param most how many of each kind
     */
    static Suggestions of(Collection<Bought> history, LocalDate today, int most) {
        var byKey = new TreeMap<String, List<Bought>>();
        history.stream()
                .sorted(Comparator.comparing(Bought::day))
                .forEach(bought -> byKey.computeIfAbsent(bought.key(), key -> new ArrayList<>())
                        .add(bought));
        return new Suggestions(
                best(byKey, most, bought -> frequency(bought, today)),
                best(byKey, most, bought -> bought.getLast().day().toEpochDay()),
                best(byKey, most, bought -> dueness(days(bought), today)),
                together(byKey, most));
    }

    /** How often something is bought: each purchase counts, those of late more. */
    static double frequency(List<Bought> bought, LocalDate today) {
        return bought.size() < HABIT
                ? 0
                : bought.stream()
                        .mapToDouble(one ->
                                Math.pow(0.5, Math.max(0, ChronoUnit.DAYS.between(one.day(), today)) / HALF_LIFE))
                        .sum();
    }

    /**
     * How far the time since the last purchase has come of the usual time between two: the middle one of all gaps, so that
     * a holiday does not spoil it. 0 where there is no rhythm, or it is not the time.
     *
     * @param days on which it was bought, in order, each once
     */
    static double dueness(List<LocalDate> days, LocalDate today) {
        if (days.size() < RHYTHM) {
            return 0;
        }
        var gaps = new ArrayList<Long>();
        for (int i = 1; i < days.size(); i++) {
            gaps.add(ChronoUnit.DAYS.between(days.get(i - 1), days.get(i)));
        }
        gaps.sort(Comparator.naturalOrder());
        double passed = (double) ChronoUnit.DAYS.between(days.getLast(), today) / gaps.get(gaps.size() / 2);
        return passed >= DUE_FROM && passed <= DUE_UNTIL ? passed : 0;
    }

    private static List<LocalDate> days(List<Bought> bought) {
        return bought.stream().map(Bought::day).distinct().toList();
    }

    private static List<Thing> best(Map<String, List<Bought>> byKey, int most, ToDoubleFunction<List<Bought>> score) {
        return byKey.values().stream()
                .map(bought -> Map.entry(bought.getLast(), score.applyAsDouble(bought)))
                .filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.<Bought, Double>comparingByValue()
                        .reversed()
                        .thenComparing(entry -> entry.getKey().key()))
                .limit(most)
                .map(entry -> Thing.of(entry.getKey()))
                .toList();
    }

    /** What is in the same baskets, at least twice and often enough to be no accident. */
    private static Map<String, List<Thing>> together(Map<String, List<Bought>> byKey, int most) {
        var baskets = new HashMap<String, TreeSet<String>>();
        byKey.forEach(
                (key, all) -> all.forEach(bought -> baskets.computeIfAbsent(bought.basket(), basket -> new TreeSet<>())
                        .add(key)));
        var pairs = new TreeMap<String, Map<String, Integer>>();
        baskets.values().stream()
                .map(keys -> keys.stream().limit(BASKET).toList())
                .forEach(keys -> count(keys, pairs));
        var together = new LinkedHashMap<String, List<Thing>>();
        byKey.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, List<Bought>>>comparingInt(
                                entry -> -entry.getValue().size())
                        .thenComparing(Map.Entry::getKey))
                .limit(most)
                .forEach(entry -> {
                    var partners = partners(entry.getValue(), pairs.getOrDefault(entry.getKey(), Map.of()), byKey);
                    if (!partners.isEmpty()) {
                        together.put(entry.getKey(), partners);
                    }
                });
        return together;
    }

    private static void count(List<String> keys, Map<String, Map<String, Integer>> pairs) {
        for (String one : keys) {
            for (String other : keys) {
                if (!one.equals(other)) {
                    pairs.computeIfAbsent(one, key -> new TreeMap<>()).merge(other, 1, Integer::sum);
                }
            }
        }
    }

    private static List<Thing> partners(
            List<Bought> bought, Map<String, Integer> with, Map<String, List<Bought>> byKey) {
        long baskets = bought.stream().map(Bought::basket).distinct().count();
        return with.entrySet().stream()
                .filter(entry -> entry.getValue() >= HABIT && entry.getValue() >= TOGETHER * baskets)
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(PARTNERS)
                .map(entry -> Thing.of(byKey.get(entry.getKey()).getLast()))
                .toList();
    }
}
