package io.familygrocer.family.family;

import java.util.UUID;

import io.smallrye.mutiny.Uni;

/** What erases a family for good. Families do not know how: whoever erases implements it. */
public interface FamilyErasure {

    /**
     * Asks, in the current transaction, for the erasure of a family that was dissolved and can't be restored any more.
     * The family's row is locked, and still there. Called once a family.
     */
    Uni<Void> familyDissolved(UUID familyId);
}
