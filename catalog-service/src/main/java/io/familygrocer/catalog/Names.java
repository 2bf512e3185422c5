package io.familygrocer.catalog;

/** What something is called in each language of the catalogue. */
public record Names(String en, String de) {}
