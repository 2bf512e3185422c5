package io.familygrocer.family.family;

import java.util.UUID;

/**
 * A family in a list.
 *
 * @param role what the caller is in it
 */
public record FamilySummary(UUID id, String name, Role role) {

    /** What a membership shows. */
    public static FamilySummary of(Membership membership) {
        return new FamilySummary(membership.id(), membership.name(), membership.role());
    }
}
