package io.familygrocer.list.unit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The units that are known, by their names, symbols and plurals in eight languages. The data is in {@code units/*.tsv}.
 */
public final class Units {

    private static final Map<String, Unit> BY_CODE = units();
    private static final WordIndex<Unit> WORDS = words();

    private Units() {}

    /**
     * The unit that a word names.
     *
     * @param word a symbol, a name or an abbreviation without its dot, singular or plural
     * @param languages hints, the likeliest first; they decide where a word is of several languages
     */
    public static Optional<Unit> find(String word, List<String> languages) {
        return match(word, languages).map(WordIndex.Match::meaning);
    }

    /** Like {@link #find}, with the language of the word. */
    public static Optional<WordIndex.Match<Unit>> match(String word, List<String> languages) {
        return WORDS.find(word, languages);
    }

    /** The unit of a code; empty where there is none. */
    public static Optional<Unit> code(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** Whether a word names a unit in any language. */
    public static boolean knows(String word) {
        return WORDS.knows(word);
    }

    /** Whether an amount in one unit can be said in the other: of one dimension, and packages only as themselves. */
    public static boolean convertible(Unit from, Unit to) {
        return from.equals(to) || (from.size() != null && to.size() != null && from.dimension() == to.dimension());
    }

    /**
     * An amount in another unit, exactly.
     *
     * @return empty across dimensions, and where the result has no end as a decimal, as one gram in pounds
     */
    public static Optional<BigDecimal> convert(BigDecimal amount, Unit from, Unit to) {
        if (!convertible(from, to)) {
            return Optional.empty();
        }
        if (from.equals(to)) {
            return Optional.of(amount);
        }
        try {
            return Optional.of(amount.multiply(from.size()).divide(to.size()));
        } catch (ArithmeticException endless) {
            return Optional.empty();
        }
    }

    /**
     * An amount in another unit, rounded once, at the end, half to even.
     *
     * @param scale how many decimals
     * @return empty across dimensions
     */
    public static Optional<BigDecimal> convert(BigDecimal amount, Unit from, Unit to, int scale) {
        if (!convertible(from, to)) {
            return Optional.empty();
        }
        return Optional.of(
                from.equals(to)
                        ? amount.setScale(scale, RoundingMode.HALF_EVEN)
                        : amount.multiply(from.size()).divide(to.size(), scale, RoundingMode.HALF_EVEN));
    }

    private static Map<String, Unit> units() {
        var units = new LinkedHashMap<String, Unit>();
        for (String[] row : WordIndex.rows("units/units.tsv")) {
            units.put(
                    row[0],
                    new Unit(
                            row[0],
                            Dimension.valueOf(row[1].toUpperCase(java.util.Locale.ROOT)),
                            row[2].equals("-") ? null : new BigDecimal(row[2]),
                            row[3].equals("-") ? null : row[3],
                            row[4].equals("c")));
        }
        return units;
    }

    private static WordIndex<Unit> words() {
        var words = new WordIndex<Unit>();
        BY_CODE.values().stream()
                .filter(unit -> unit.symbol() != null)
                .forEach(unit -> words.add(WordIndex.ANY, unit.symbol(), unit));
        for (String language : WordIndex.LANGUAGES) {
            for (String[] row : WordIndex.rows("units/" + language + ".tsv")) {
                words.add(
                        language,
                        row[1],
                        code(row[0]).orElseThrow(() -> new IllegalStateException("There is no unit " + row[0])));
            }
        }
        return words;
    }
}
