package io.familygrocer.list.quickadd;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.familygrocer.list.unit.Unit;
import io.familygrocer.list.unit.Units;
import io.familygrocer.list.unit.WordIndex;

/** The words that make an amount, as one who speaks the hinted languages reads them. Data in {@code quickadd/*.tsv}. */
final class Vocabulary {

    /** What a word does beside a name. The lower-case names are those of the data files. */
    enum Kind {
        /** two, drei. */
        NUMBER,
        /** a, ein: one of something. */
        ARTICLE,
        /** half, demi. */
        HALF,
        /** quarter, quart. */
        QUARTER,
        /** dozen, hundert. */
        MULTIPLE,
        /** The of in "2 kg of apples". */
        LINK,
        /** The and in "one and a half". */
        AND,
        /** The to in "2 to 3". */
        RANGE,
        /** about, ca. */
        APPROX,
        /** The x in "3x". */
        TIMES,
        /** The à in "2 à 500 g". */
        EACH,
        /** What makes a number a property and no amount: "60 W bulbs", "3 % milk". */
        MEASURE,
        /** After which a number is a name: "type 405". */
        BEFORE,
        /** Names that begin with a number. */
        NAME
    }

    private static final Map<Kind, WordIndex<BigDecimal>> WORDS = new EnumMap<>(Kind.class);
    private static final List<String> NAMES = new ArrayList<>();

    static {
        for (var kind : Kind.values()) {
            WORDS.put(kind, new WordIndex<>());
        }
        Stream.concat(Stream.of(WordIndex.ANY), WordIndex.LANGUAGES.stream()).forEach(Vocabulary::load);
    }

    private final List<String> languages;
    private final Map<String, Meanings> known = new HashMap<>();

    private Vocabulary(List<String> languages) {
        this.languages = languages;
    }

    /**
     * The words under some hints.
     *
     * @param tags language tags of BCP 47, the likeliest first; unknown ones are passed over
     */
    static Vocabulary of(List<String> tags) {
        return new Vocabulary(tags.stream()
                .map(tag -> Locale.forLanguageTag(tag).getLanguage())
                .filter(WordIndex.LANGUAGES::contains)
                .distinct()
                .toList());
    }

    boolean is(Kind kind, String word) {
        return meanings(word).kinds.containsKey(kind);
    }

    Optional<BigDecimal> value(Kind kind, String word) {
        return Optional.ofNullable(meanings(word).kinds.get(kind));
    }

    Optional<WordIndex.Match<Unit>> unit(String word) {
        return meanings(word).unit;
    }

    private record Meanings(Map<Kind, BigDecimal> kinds, Optional<WordIndex.Match<Unit>> unit) {}

    private Meanings meanings(String word) {
        return known.computeIfAbsent(word, this::resolve);
    }

    /** What a hinted language says of a word goes before what another one says. */
    private Meanings resolve(String word) {
        var found = new EnumMap<Kind, WordIndex.Match<BigDecimal>>(Kind.class);
        WORDS.forEach((kind, index) -> index.find(word, languages).ifPresent(match -> found.put(kind, match)));
        var unit = Units.match(word, languages);
        boolean hinted = found.values().stream().anyMatch(WordIndex.Match::hinted)
                || unit.filter(WordIndex.Match::hinted).isPresent();
        var kinds = new EnumMap<Kind, BigDecimal>(Kind.class);
        found.forEach((kind, match) -> {
            boolean guess = hinted && !match.hinted() && !match.language().equals(WordIndex.ANY);
            if (!guess && rank(match) <= unit.map(this::rank).orElse(Integer.MAX_VALUE)) {
                kinds.put(kind, match.meaning());
            }
        });
        return new Meanings(kinds, unit);
    }

    /** Words of all languages are everybody's. */
    private int rank(WordIndex.Match<?> match) {
        int hint = languages.indexOf(match.language());
        return hint >= 0 ? hint : match.language().equals(WordIndex.ANY) ? 0 : languages.size();
    }

    /** In German, Dutch and Polish nothing stands between a unit and its name: "Bund Petersilie" is one. */
    boolean joinsWithoutLink(String language) {
        return languages.contains(language) && List.of("de", "nl", "pl").contains(language);
    }

    /** French and Polish group digits with spaces, which is also how two numbers are written. */
    boolean groupsWithSpaces() {
        return !languages.isEmpty() && List.of("fr", "pl").contains(languages.getFirst());
    }

    /** Whether one of the names that begin with a number stands at a place of a text. */
    boolean nameAt(String text, int start) {
        return NAMES.stream().anyMatch(name -> {
            int end = start + name.length();
            return text.regionMatches(true, start, name, 0, name.length()) && !goesOn(text, end);
        });
    }

    /** Whether a word or a number does not end here: 4711,50 g are no perfume. */
    private static boolean goesOn(String text, int end) {
        int next = end < text.length() && ".,/'".indexOf(text.charAt(end)) >= 0 ? end + 1 : end;
        return next < text.length()
                && (next == end ? Character.isLetterOrDigit(text.charAt(next)) : Character.isDigit(text.charAt(next)));
    }

    /** Whether a word may turn into an amount or a unit, under any hint; for tests of what was kept. */
    static boolean knows(String word) {
        return Units.knows(word) || WORDS.values().stream().anyMatch(words -> words.knows(word));
    }

    private static void load(String language) {
        for (String[] row : WordIndex.rows("quickadd/" + language + ".tsv")) {
            var kind = Kind.valueOf(row[0].toUpperCase(Locale.ROOT));
            if (kind == Kind.NAME) {
                NAMES.addAll(Stream.of(row[1].split(", *")).collect(Collectors.toList()));
            } else {
                WORDS.get(kind).add(language, row[1], row.length > 2 ? new BigDecimal(row[2]) : BigDecimal.ONE);
            }
        }
    }
}
