package io.familygrocer.family.family;

import java.util.List;
import java.util.UUID;

import io.smallrye.mutiny.Uni;

/** Where a family's snapshot gets the guest passes from; implemented by the feature that issues them. */
public interface OpenPasses {

    /** The passes of a family that are open, as of the current transaction, the oldest first. */
    Uni<List<FamilySnapshot.Pass>> of(UUID familyId);
}
