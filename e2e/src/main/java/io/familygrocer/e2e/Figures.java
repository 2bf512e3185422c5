package io.familygrocer.e2e;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a benchmark has measured, several times each, as a Markdown table. */
final class Figures {

    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    /** One more value of a figure; the unit is at the end of its name. */
    void note(String figure, double value) {
        values.computeIfAbsent(figure, ignored -> new ArrayList<>()).add(value);
    }

    /** Says the table, and on what machine it was measured. */
    void print() {
        say("");
        say("| Figure | Median | Least | Most | Of |");
        say("|---|---:|---:|---:|---:|");
        values.forEach((figure, all) -> {
            var sorted = all.stream().sorted().toList();
            say(
                    "| %s | %s | %s | %s | %d |",
                    figure,
                    text(sorted.get(sorted.size() / 2)),
                    text(sorted.getFirst()),
                    text(sorted.getLast()),
                    sorted.size());
        });
        say("");
        say(
                "%d processors, %s, JDK %s.",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("java.version"));
    }

    /** A line for who waits. */
    static void say(String line, Object... values) {
        System.out.println(line.formatted(values));
        System.out.flush();
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.1f", value);
    }
}
