package io.familygrocer.family.throttle;

/**
 * What failed attempts are counted by.
 *
 * @param name says what it is, as {@code account anna@example.org}; kept as a keyed hash only
 * @param shared whether strangers come by it too, such as an address: a right attempt does not forgive the others
 */
record Guesser(String name, boolean shared) {}
