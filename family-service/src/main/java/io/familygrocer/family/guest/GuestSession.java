package io.familygrocer.family.guest;

import java.time.Instant;
import java.util.UUID;

import io.familygrocer.family.family.PassScope;
import io.familygrocer.family.rotation.RotatingToken;
import io.familygrocer.family.token.AccessToken;

/**
 * A device that has redeemed a pass.
 *
 * @param accessToken for the Authorization header: a secret
 * @param expiresIn seconds until the access token expires
 * @param refreshToken good once, for the next of these, as long as the pass is open: a secret
 */
public record GuestSession(String accessToken, long expiresIn, String refreshToken, Pass pass) {

    static GuestSession of(GuestPass pass, AccessToken access, RotatingToken token) {
        return new GuestSession(
                access.value(),
                access.expiresIn(),
                token.text(),
                new Pass(pass.key.id(), pass.key.familyId(), pass.listId, pass.may, pass.label, pass.expiresAt));
    }

    @Override
    public String toString() {
        return "GuestSession[" + pass.id() + "]";
    }

    /** What the pass is good for. */
    public record Pass(UUID id, UUID familyId, UUID listId, PassScope may, String label, Instant expiresAt) {}
}
