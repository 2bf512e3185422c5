package io.familygrocer.list.activity;

/**
 * What came of taking something back.
 *
 * @param revision what was taken back
 * @param complete whether all of it was; false where something was changed since, which stands, or nothing was left to
 *     take back
 */
public record UndoneView(long revision, boolean complete) {}
