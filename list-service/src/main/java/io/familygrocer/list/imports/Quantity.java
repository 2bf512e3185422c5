package io.familygrocer.list.imports;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.familygrocer.list.quickadd.QuickAdd;

/**
 * An amount as people write it beside a name, read as {@link QuickAdd} reads it. What is not understood stays in the name.
 *
 * @param amount null where none was found
 * @param unit null where none was found
 * @param note what was said in parentheses, or of the amount; null where there is nothing
 * @param rest what is left of the text
 */
record Quantity(BigDecimal amount, String unit, String note, String rest) {

    /** A number by itself was written by a program: 1.125 is little more than one. */
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}(?:[.,]\\d{1,20})?");

    /** Another app may write that none is wanted. */
    private static final Pattern NONE = Pattern.compile("0+\\s+(\\S.*)");

    /** The amount at the start or the end of a line; its commas part nothing. */
    static Quantity inLine(String line) {
        Matcher none = NONE.matcher(line);
        if (none.matches()) {
            return new Quantity(BigDecimal.ZERO, null, null, none.group(1));
        }
        return QuickAdd.item(line, List.of())
                .map(item -> new Quantity(item.amount(), item.unit(), item.note(), item.name()))
                .orElseGet(() -> new Quantity(null, null, null, line));
    }

    /** The amount that a text is; empty where it is anything else or more. */
    static Optional<Quantity> whole(String text) {
        if (NUMBER.matcher(text.strip()).matches()) {
            return Optional.of(new Quantity(new BigDecimal(text.strip().replace(',', '.')), null, null, ""));
        }
        return QuickAdd.quantity(text, List.of())
                .filter(quantity -> quantity.note() == null)
                .map(quantity -> new Quantity(quantity.amount(), quantity.unit(), null, ""));
    }

    /** A draft with an amount and a unit that its file names apart, where 0 says nothing; the unit gets our spelling where we know it. */
    static Draft of(Draft draft, BigDecimal amount, String unit) {
        if (amount != null && amount.signum() == 0) {
            return of(draft, null, unit);
        }
        if (unit == null) {
            return draft.amount(amount, null);
        }
        String known = QuickAdd.quantity("2 " + unit, List.of())
                .filter(quantity -> quantity.note() == null && quantity.amount().intValue() == 2)
                .map(io.familygrocer.list.quickadd.QuickAddItem::unit)
                .orElse(unit);
        return draft.amount(amount, known == null ? unit : known);
    }
}
