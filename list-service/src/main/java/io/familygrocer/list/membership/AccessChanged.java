package io.familygrocer.list.membership;

import java.util.UUID;

/** Said within the process after a commit: who may what in a family may have changed. A hint to look again. */
public record AccessChanged(UUID familyId) {}
