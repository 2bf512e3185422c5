package io.familygrocer.list.merge;

/**
 * An amount of money.
 *
 * @param minor in the smallest unit of the currency, such as cents; never negative
 * @param currency its code in ISO 4217, such as {@code EUR}
 */
public record Money(long minor, String currency) {}
