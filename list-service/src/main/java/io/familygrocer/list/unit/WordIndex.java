package io.familygrocer.list.unit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Words of several languages and what they mean. Case never counts, and accents may be left out. Filled once, then read
 * only.
 *
 * @param <T> what a word means
 */
public final class WordIndex<T> {

    private static final Pattern MARKS = Pattern.compile("\\p{M}");
    private static final int FIRST_BEYOND_ASCII = 128;

    /** The languages that have words, in the order in which they are asked where nobody said which one it is. */
    public static final List<String> LANGUAGES = List.of("en", "de", "fr", "es", "it", "nl", "pl", "pt");

    /** The language of words that are understood in all of them. */
    public static final String ANY = "any";

    private final Map<String, List<Match<T>>> exact = new HashMap<>();
    private final Map<String, List<Match<T>>> bare = new HashMap<>();

    /**
     * A meaning of a word.
     *
     * @param language of which language the word is
     * @param hinted in what is filed: needs a hint; in what is found: the language was among the hints
     * @param first whether it was the first of its list: the singular
     */
    public record Match<T>(T meaning, String language, boolean hinted, boolean first) {}

    /**
     * Files a list of words, separated by commas; one with a {@code !} is understood only where its language is hinted.
     */
    public void add(String language, String words, T meaning) {
        boolean first = true;
        for (String entry : words.split(", *")) {
            boolean hint = entry.endsWith("!");
            String word = hint ? entry.substring(0, entry.length() - 1) : entry;
            var match = new Match<>(meaning, language, hint, first);
            exact.computeIfAbsent(key(word), k -> new ArrayList<>()).add(match);
            bare.computeIfAbsent(bare(word), k -> new ArrayList<>()).add(match);
            first = false;
        }
    }

    /**
     * What a word means.
     *
     * @param languages the hints, the likeliest first
     */
    public Optional<Match<T>> find(String word, List<String> languages) {
        String key = key(word);
        var found = best(exact.get(key), languages);
        return found.isPresent() || !bare(word).equals(key) ? found : best(bare.get(key), languages);
    }

    /** Whether a word means anything under any hint. */
    public boolean knows(String word) {
        return exact.containsKey(key(word)) || bare.containsKey(key(word));
    }

    private Optional<Match<T>> best(List<Match<T>> matches, List<String> languages) {
        if (matches == null) {
            return Optional.empty();
        }
        for (String language : languages) {
            for (var match : matches) {
                if (match.language.equals(language)) {
                    return Optional.of(new Match<>(match.meaning, language, true, match.first));
                }
            }
        }
        return matches.stream().filter(match -> !match.hinted).findFirst();
    }

    private static String key(String word) {
        return Normalizer.normalize(word, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .replace('’', '\'');
    }

    private static String bare(String word) {
        String key = key(word);
        // Most words are plain, and long lists have many.
        if (key.chars().allMatch(c -> c < FIRST_BEYOND_ASCII)) {
            return key;
        }
        return MARKS.matcher(Normalizer.normalize(key, Normalizer.Form.NFD))
                .replaceAll("")
                .replace("ł", "l")
                .replace("ß", "ss")
                .replace("œ", "oe");
    }

    /**
     * The rows of a data file on the class path: tab-separated, without comments and empty lines.
     *
     * @throws IllegalArgumentException where it is not there
     */
    public static List<String[]> rows(String resource) {
        var stream = WordIndex.class.getClassLoader().getResourceAsStream(resource);
        if (stream == null) {
            throw new IllegalArgumentException("There is no " + resource);
        }
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
