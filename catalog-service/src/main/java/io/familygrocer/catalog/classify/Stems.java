package io.familygrocer.catalog.classify;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import io.familygrocer.catalog.Language;

/** Makes one and many the same, well enough for a shopping list: both sides of a comparison are cut alike. */
final class Stems {

    private static final int SHORTEST = 3;
    private static final List<String> GERMAN_ENDINGS = List.of("ern", "en", "er", "es", "em", "e", "n", "s");

    private Stems() {}

    /** A name in normal form with each word cut to its stem. */
    static String of(String name, Language language) {
        return Arrays.stream(name.split(" ", -1))
                .map(word -> language == Language.DE ? german(word) : english(word))
                .collect(Collectors.joining(" "));
    }

    private static String english(String word) {
        String one = singular(word);
        if (one.length() > SHORTEST && one.endsWith("ie")) {
            return one.substring(0, one.length() - 1);
        }
        if (one.length() > SHORTEST && one.endsWith("y")) {
            return one.substring(0, one.length() - 1) + "i";
        }
        return one;
    }

    private static String singular(String word) {
        if (word.length() <= SHORTEST || !word.endsWith("s")) {
            return word;
        }
        if (word.endsWith("ss") || word.endsWith("us") || word.endsWith("is")) {
            return word;
        }
        String cut = word.substring(0, word.length() - 1);
        if (cut.endsWith("ve") && cut.length() > SHORTEST + 1) {
            return cut.substring(0, cut.length() - 2) + "f";
        }
        boolean sibilant = cut.endsWith("oe")
                || cut.endsWith("she")
                || cut.endsWith("che")
                || cut.endsWith("xe")
                || cut.endsWith("sse");
        return sibilant ? cut.substring(0, cut.length() - 1) : cut;
    }

    private static String german(String word) {
        for (String ending : GERMAN_ENDINGS) {
            if (word.endsWith(ending) && word.length() - ending.length() >= SHORTEST) {
                return word.substring(0, word.length() - ending.length());
            }
        }
        return word;
    }
}
