package io.familygrocer.family.token;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * A signed access token.
 *
 * @param value the JWT in compact form: a secret
 * @param expiresIn seconds until it expires
 */
public record AccessToken(String value, long expiresIn) {

    @Override
    public String toString() {
        return "AccessToken[expiresIn=" + expiresIn + "]";
    }

    /**
     * What a token says about one family.
     *
     * @param role in lower case, for example {@code adult}
     * @param version the family's membership version at which this is true
     */
    public record Family(UUID id, String role, long version) {}

    /**
     * The sign-in that a token is of.
     *
     * @param methods how the person signed in, by RFC 8176, for example {@code pwd}
     */
    public record Session(UUID id, Set<String> methods) {}

    /**
     * A guest pass, which needs no account.
     *
     * @param label what others see as the guest's name
     * @param may {@code check} or {@code add}
     * @param version the family's membership version at which this is true
     * @param expiresAt when the pass itself ends; its tokens never outlive it
     */
    public record GuestPass(
            UUID id, UUID familyId, UUID listId, String label, String may, long version, Instant expiresAt) {}
}
