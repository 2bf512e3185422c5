package io.familygrocer.list.quickadd;

import java.math.BigDecimal;
import java.util.List;

import io.familygrocer.list.unit.Unit;

/**
 * How much of something.
 *
 * @param amount more than 0
 * @param unit null where there is none
 * @param unitText how the unit is shown; null where there is none
 * @param form how it was said
 * @param notes what was said with it that the amount does not hold: "2-3", "ca.", "500g" of "3x500g"
 * @param next index of the first piece after it
 * @param start where it is in the line
 * @param end where it ends in the line
 */
record Quantity(
        BigDecimal amount, Unit unit, String unitText, Form form, List<String> notes, int next, int start, int end) {

    /** How an amount was said. */
    enum Form {
        /** A number alone. */
        PLAIN,
        /** A word alone: two, a. */
        WORDS,
        /** With a unit. */
        UNIT,
        /** With an x: so many of something. */
        TIMES
    }

    boolean measures() {
        return unit != null && unit.measures();
    }

    /** Whether a text that is nothing but this can be said after what it is about, as in "lemonade, 4 bottles". */
    boolean canFollow() {
        return unit == null || unit.container();
    }

    Quantity and(String note) {
        var all = new java.util.ArrayList<>(notes);
        all.add(note);
        return new Quantity(amount, unit, unitText, form, List.copyOf(all), next, start, end);
    }
}
