package io.familygrocer.family.family;

import java.time.Instant;
import java.util.UUID;

/**
 * A family, as one of its members sees it.
 *
 * @param version the family's membership version
 * @param erasesAt until when the family, which was dissolved, can be restored; null where it is active
 */
public record Membership(UUID id, String name, Role role, long version, Instant erasesAt) {

    /** Whether the family is there for its members. */
    public boolean isActive() {
        return erasesAt == null;
    }
}
