package io.familygrocer.list.sync;

import java.util.UUID;

/**
 * Said within the process after a commit: a family has come to a revision. Only a hint to look; the truth is in the
 * database.
 */
public record FamilyChanged(UUID familyId, long revision) {}
