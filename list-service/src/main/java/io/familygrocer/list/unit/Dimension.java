package io.familygrocer.list.unit;

/** What a unit measures. Amounts are converted inside a dimension, never across. */
public enum Dimension {
    /** In grams. */
    MASS,
    /** In millilitres. */
    VOLUME,
    /** In pieces. */
    COUNT,
    /** Cans, bunches, cups: how much is in one, nobody knows; such a unit converts into itself only. */
    PACKAGE
}
