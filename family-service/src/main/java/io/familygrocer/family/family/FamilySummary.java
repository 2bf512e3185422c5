package io.familygrocer.family.family;

import java.time.Instant;
import java.util.UUID;

/**
 * A family in a list.
 *
 * @param role what the caller is in it
 * @param state dissolved ones are in the lists of their owners only
 * @param erasesAt until when a dissolved one can be restored; null where it is active
 */
public record FamilySummary(UUID id, String name, Role role, FamilySnapshot.State state, Instant erasesAt) {

    /** What a membership shows. */
    public static FamilySummary of(Membership membership) {
        return new FamilySummary(
                membership.id(),
                membership.name(),
                membership.role(),
                membership.isActive() ? FamilySnapshot.State.ACTIVE : FamilySnapshot.State.DISSOLVED,
                membership.erasesAt());
    }
}
