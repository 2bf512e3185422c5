package io.familygrocer.family.token;

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
}
