package io.familygrocer.family;

/**
 * A document with the revision that is its entity tag.
 *
 * @param value never null
 */
public record Revised<T>(T value, long revision) {}
