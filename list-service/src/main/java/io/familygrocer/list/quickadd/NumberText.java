package io.familygrocer.list.quickadd;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.familygrocer.list.unit.Unit;

/**
 * A number as it is written.
 *
 * @param value what it is, a separator read as the decimal one
 * @param grouped what it is where the separator groups thousands; null where only one reading is possible
 * @param inexact whether {@code value} had to be rounded, as one third has
 */
record NumberText(BigDecimal value, BigDecimal grouped, boolean inexact) {

    private static final int DECIMALS = 3;
    private static final BigDecimal LARGEST = new BigDecimal("999999999.999");
    private static final BigDecimal LARGE_UNIT = new BigDecimal(1000);
    private static final Map<Character, int[]> VULGAR = Map.ofEntries(
            Map.entry('½', new int[] {1, 2}),
            Map.entry('⅓', new int[] {1, 3}),
            Map.entry('⅔', new int[] {2, 3}),
            Map.entry('¼', new int[] {1, 4}),
            Map.entry('¾', new int[] {3, 4}),
            Map.entry('⅕', new int[] {1, 5}),
            Map.entry('⅖', new int[] {2, 5}),
            Map.entry('⅗', new int[] {3, 5}),
            Map.entry('⅘', new int[] {4, 5}),
            Map.entry('⅙', new int[] {1, 6}),
            Map.entry('⅛', new int[] {1, 8}),
            Map.entry('⅜', new int[] {3, 8}),
            Map.entry('⅝', new int[] {5, 8}),
            Map.entry('⅞', new int[] {7, 8}));
    private static final String GLYPH = "[½⅓⅔¼¾⅕⅖⅗⅘⅙⅛⅜⅝⅞]";

    private static final Pattern MIXED =
            Pattern.compile("(\\d{1,4})(?:[ -]([1-9]\\d?)[/⁄]([1-9]\\d?)|[ ]?(" + GLYPH + "))");
    private static final Pattern FRACTION = Pattern.compile("([1-9]\\d?)[/⁄]([1-9]\\d?)|(" + GLYPH + ")");
    private static final Pattern GROUPED = Pattern.compile(
            "[1-9]\\d{0,2}(?:(?:'\\d{3})+(?:[.,]\\d{1,3})?|(?:\\.\\d{3})+,\\d{1,3}|(?:,\\d{3})+\\.\\d{1,3}"
                    + "|(?:\\.\\d{3}){2,}|(?:,\\d{3}){2,})");
    private static final Pattern SPACED = Pattern.compile("[1-9]\\d{0,2}(?: \\d{3})+");
    private static final Pattern THOUSANDS = Pattern.compile("[1-9]\\d{0,2} 000");
    private static final Pattern DECIMAL = Pattern.compile("(?:0|[1-9]\\d{0,8})?[.,]\\d{1,9}");
    private static final Pattern WHOLE = Pattern.compile("[1-9]\\d{0,8}");

    /** What may not follow: it would be a date, a time, a version. */
    private static final Pattern GOES_ON = Pattern.compile("\\d|[.,:/⁄'’]\\d|" + GLYPH);

    /** A number and where it ends. */
    record Found(NumberText number, int end) {}

    /** The number that begins at a place of a text. */
    static Optional<Found> at(String text, int start, boolean groupsWithSpaces) {
        Matcher matcher = MIXED.matcher(text);
        if (matches(matcher, text, start)) {
            int[] parts = matcher.group(4) == null
                    ? new int[] {Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3))}
                    : VULGAR.get(matcher.group(4).charAt(0));
            return fraction(Integer.parseInt(matcher.group(1)), parts, matcher.end());
        }
        if (matches(matcher.usePattern(FRACTION), text, start)) {
            int[] parts = matcher.group(3) == null
                    ? new int[] {Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))}
                    : VULGAR.get(matcher.group(3).charAt(0));
            return fraction(0, parts, matcher.end());
        }
        if (matches(matcher.usePattern(groupsWithSpaces ? SPACED : THOUSANDS), text, start)) {
            return found(new BigDecimal(matcher.group().replace(" ", "")), null, matcher.end());
        }
        if (matches(matcher.usePattern(GROUPED), text, start)) {
            return found(grouped(matcher.group()), null, matcher.end());
        }
        if (matches(matcher.usePattern(DECIMAL), text, start)) {
            String number = matcher.group();
            boolean either = number.matches("[1-9]\\d{0,2}[.,]\\d{3}");
            return found(
                    new BigDecimal(number.replace(',', '.')),
                    either ? new BigDecimal(number.replaceAll("[.,]", "")) : null,
                    matcher.end());
        }
        return matches(matcher.usePattern(WHOLE), text, start)
                ? found(new BigDecimal(matcher.group()), null, matcher.end())
                : Optional.empty();
    }

    /** A number from words; empty where it is more than an amount can be. */
    static Optional<NumberText> of(BigDecimal value) {
        return found(value, null, 0).map(Found::number);
    }

    /** One and a half kilos are written 1.500 kg, one and a half thousand grams 1.500 g. */
    BigDecimal in(Unit unit) {
        boolean large = unit != null && unit.measures() && unit.size().compareTo(LARGE_UNIT) >= 0;
        return grouped == null || large ? value : grouped;
    }

    private static boolean matches(Matcher matcher, String text, int start) {
        matcher.region(start, text.length());
        return matcher.lookingAt()
                && !GOES_ON.matcher(text).region(matcher.end(), text.length()).lookingAt();
    }

    private static Optional<Found> fraction(int whole, int[] parts, int end) {
        if (parts[0] >= parts[1]) {
            return Optional.empty();
        }
        var top = new BigDecimal(whole * parts[1] + parts[0]);
        var bottom = new BigDecimal(parts[1]);
        var value = top.divide(bottom, DECIMALS, RoundingMode.HALF_UP);
        boolean inexact = value.multiply(bottom).compareTo(top) != 0;
        return Optional.of(new Found(new NumberText(value.stripTrailingZeros(), null, inexact), end));
    }

    private static BigDecimal grouped(String number) {
        int last = Math.max(number.lastIndexOf('.'), number.lastIndexOf(','));
        char decimal = last < 0 || number.indexOf(number.charAt(last)) < last ? ' ' : number.charAt(last);
        var plain = new StringBuilder();
        for (char c : number.toCharArray()) {
            if (Character.isDigit(c)) {
                plain.append(c);
            } else if (c == decimal) {
                plain.append('.');
            }
        }
        return new BigDecimal(plain.toString());
    }

    private static Optional<Found> found(BigDecimal value, BigDecimal grouped, int end) {
        var stripped = value.stripTrailingZeros();
        return stripped.signum() > 0 && stripped.scale() <= DECIMALS && value.compareTo(LARGEST) <= 0
                ? Optional.of(new Found(new NumberText(stripped, grouped, false), end))
                : Optional.empty();
    }
}
