package io.familygrocer.notification.membership;

import java.util.List;
import java.util.UUID;

/**
 * The fields of {@code family.snapshot.v1} that this service reads: the whole state of a family at a version.
 *
 * @param state {@code active} or {@code dissolved}
 */
public record FamilySnapshot(UUID familyId, long version, String state, List<Member> members) {

    /** A member. */
    public record Member(UUID personId, String displayName, String role) {}
}
