package io.familygrocer.list.suggestion;

import java.time.LocalDate;

/**
 * Something that a family bought once.
 *
 * @param key the name in the form in which names are compared
 * @param name as it was last written
 * @param category a slug; null where unknown
 * @param productId null where unknown
 * @param day when, in UTC
 * @param basket what was bought together has the same
 */
public record Bought(String key, String name, String category, String productId, LocalDate day, String basket) {}
