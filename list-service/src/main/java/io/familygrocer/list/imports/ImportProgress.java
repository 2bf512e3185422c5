package io.familygrocer.list.imports;

/**
 * How far an import is. Nothing of it counts before the report.
 *
 * @param read how many items were read
 * @param created how many of them come
 * @param merged how many become one with an item that is there
 * @param skipped how many are there already
 */
public record ImportProgress(int read, int created, int merged, int skipped) {}
