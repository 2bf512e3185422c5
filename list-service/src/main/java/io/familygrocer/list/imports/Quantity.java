package io.familygrocer.list.imports;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount as people write it beside a name: {@code 2 kg potatoes}, {@code 3x yoghurt}, {@code cups 20x}. What is not
 * understood stays in the name.
 *
 * @param amount null where none was found
 * @param unit null where none was found
 * @param rest what is left of the text
 */
record Quantity(BigDecimal amount, String unit, String rest) {

    private static final String NUMBER = "(\\d{1,6}(?:[.,]\\d{1,3})?)";
    private static final String UNIT = "(kg|g|mg|l|ml|cl|dl|x|×)";
    private static final Pattern LEADING =
            Pattern.compile("^" + NUMBER + "(?:\\s*" + UNIT + "\\b\\s*|\\s+)(\\S.*)$", Pattern.CASE_INSENSITIVE);
    private static final Pattern TRAILING =
            Pattern.compile("^(.*\\S)\\s+" + NUMBER + "\\s*" + UNIT + "$", Pattern.CASE_INSENSITIVE);
    private static final Pattern ALONE = Pattern.compile("^" + NUMBER + "\\s*" + UNIT + "?$", Pattern.CASE_INSENSITIVE);

    /** The amount at the start or the end of a line. */
    static Quantity inLine(String line) {
        Matcher leading = LEADING.matcher(line);
        if (leading.matches()) {
            return new Quantity(number(leading.group(1)), unit(leading.group(2)), leading.group(3));
        }
        Matcher trailing = TRAILING.matcher(line);
        if (trailing.matches()) {
            return new Quantity(number(trailing.group(2)), unit(trailing.group(3)), trailing.group(1));
        }
        return new Quantity(null, null, line);
    }

    /** The amount that a text is; empty where it is anything else or more. */
    static Optional<Quantity> whole(String text) {
        Matcher alone = ALONE.matcher(text.strip());
        return alone.matches()
                ? Optional.of(new Quantity(number(alone.group(1)), unit(alone.group(2)), ""))
                : Optional.empty();
    }

    static BigDecimal number(String text) {
        return new BigDecimal(text.replace(',', '.'));
    }

    /** {@code x} only says that a number was an amount. */
    private static String unit(String text) {
        return text == null || text.equalsIgnoreCase("x") || text.equals("×") ? null : text.toLowerCase(Locale.ROOT);
    }
}
