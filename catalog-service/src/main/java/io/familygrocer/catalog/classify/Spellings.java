package io.familygrocer.catalog.classify;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the known name that is spelt most like a text: by the share of groups of three letters, as pg_trgm does. */
final class Spellings<T> {

    private final List<T> values;
    private final int[] sizes;
    private final Map<String, int[]> holders;
    private final double threshold;

    /**
     * Of names that are equally alike, the one that comes first in {@code names} is found.
     *
     * @param threshold the least similarity, 0 to 1
     */
    Spellings(List<Map.Entry<String, T>> names, double threshold) {
        this.threshold = threshold;
        this.values = names.stream().map(Map.Entry::getValue).toList();
        this.sizes = new int[names.size()];
        var lists = new HashMap<String, Numbers>();
        for (int i = 0; i < sizes.length; i++) {
            var groups = groups(names.get(i).getKey());
            sizes[i] = groups.size();
            for (String group : groups) {
                lists.computeIfAbsent(group, unused -> new Numbers()).add(i);
            }
        }
        this.holders = new HashMap<>();
        lists.forEach((group, numbers) -> holders.put(group, numbers.toArray()));
    }

    /** What is spelt most like a text, if anything is alike enough. */
    Optional<Found<T>> closest(String text) {
        var groups = groups(text);
        int[] common = new int[sizes.length];
        int best = -1;
        double similarity = 0;
        for (String group : groups) {
            for (int i : holders.getOrDefault(group, Numbers.NONE)) {
                common[i]++;
            }
        }
        for (int i = 0; i < common.length; i++) {
            if (common[i] > 0) {
                double alike = (double) common[i] / (sizes[i] + groups.size() - common[i]);
                if (alike > similarity) {
                    similarity = alike;
                    best = i;
                }
            }
        }
        return similarity < threshold ? Optional.empty() : Optional.of(new Found<>(values.get(best), similarity));
    }

    private static Set<String> groups(String text) {
        var groups = new HashSet<String>();
        for (String word : text.split(" ", -1)) {
            String padded = "  " + word + " ";
            for (int i = 0; i + 3 <= padded.length(); i++) {
                groups.add(padded.substring(i, i + 3));
            }
        }
        return groups;
    }

    /** A value and how much its name is like the text, 0 to 1. */
    record Found<T>(T value, double similarity) {}

    private static final class Numbers {

        static final int[] NONE = {};

        private int[] values = new int[4];
        private int size;

        void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }

        int[] toArray() {
            return Arrays.copyOf(values, size);
        }
    }
}
