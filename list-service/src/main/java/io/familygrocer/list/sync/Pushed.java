package io.familygrocer.list.sync;

/**
 * What a call that brought mutations has come to.
 *
 * @param change how far the family has come by it, for those who listen
 */
record Pushed(SyncResponse response, FamilyChanged change) {}
