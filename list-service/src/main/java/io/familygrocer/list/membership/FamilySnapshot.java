package io.familygrocer.list.membership;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The fields of {@code family.snapshot.v1} that this service reads: the whole state of a family at a version.
 *
 * @param state {@code active} or {@code dissolved}
 */
public record FamilySnapshot(
        UUID familyId, long version, String state, List<Member> members, List<Pass> passes, Preferences preferences) {

    /** A member. */
    public record Member(UUID personId, String role) {}

    /** A guest pass that is good. */
    public record Pass(UUID passId, UUID listId, String may, Instant expiresAt) {}

    /** What the family prefers. */
    public record Preferences(boolean childAdditionsNeedApproval) {}

    boolean isDissolved() {
        return "dissolved".equals(state);
    }

    boolean approval() {
        return preferences != null && preferences.childAdditionsNeedApproval();
    }
}
