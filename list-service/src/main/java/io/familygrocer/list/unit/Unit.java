package io.familygrocer.list.unit;

import java.math.BigDecimal;

/**
 * A unit in which things are bought.
 *
 * @param code language-neutral name, such as {@code kg} or {@code bottle}
 * @param dimension what it measures
 * @param size how many grams, millilitres or pieces it is, exactly; null in the dimension PACKAGE
 * @param symbol how it is written in every language; null where the word that was typed is kept
 * @param container whether it can follow what it holds after a comma, as in {@code lemonade, 4 bottles}
 */
public record Unit(String code, Dimension dimension, BigDecimal size, String symbol, boolean container) {

    /** Whether it says how much of something there is, and not how many. */
    public boolean measures() {
        return dimension == Dimension.MASS || dimension == Dimension.VOLUME;
    }
}
