package io.familygrocer.family.throttle;

/**
 * What is counted, and how whoever does it too often is slowed down.
 *
 * @param name says what it is, as {@code code by caller 1f…}; kept as a keyed hash only
 */
public record Limit(String name, Bounds bounds) {}
