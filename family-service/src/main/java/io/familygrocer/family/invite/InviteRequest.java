package io.familygrocer.family.invite;

import java.util.UUID;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.familygrocer.family.family.Role;

/**
 * An invite to be made.
 *
 * @param role what who comes will be, not above the inviter; null is an adult
 * @param expiresInHours 1 to 720; null is a week
 * @param uses how many may come by it, 1 to 100; null is 10, and one where it is for a placeholder
 * @param placeholderId somebody of a family that came from an archive: who comes by the invite takes their place in its
 *     histories, and nobody else comes by it; null for anybody
 */
public record InviteRequest(
        Role role,
        @Min(1) @Max(720) Integer expiresInHours,
        @Min(1) @Max(100) Integer uses,
        UUID placeholderId) {

    private static final int WEEK = 168;
    private static final int TEN = 10;

    /** Fills in what was left out. */
    public InviteRequest {
        role = role == null ? Role.ADULT : role;
        expiresInHours = expiresInHours == null ? WEEK : expiresInHours;
        uses = placeholderId != null ? 1 : uses == null ? TEN : uses;
    }
}
