package io.familygrocer.family.federation;

import java.time.Instant;
import java.util.UUID;

/**
 * An account with a provider that signs the caller in.
 *
 * @param provider what people call it; its issuer where it is no longer configured
 * @param email the address there, when it was linked; may be null
 * @param lastUsedAt null where it has not been used yet
 */
public record LinkView(UUID id, String provider, String email, Instant createdAt, Instant lastUsedAt) {

    static LinkView of(FederatedIdentity identity, String provider) {
        return new LinkView(identity.id, provider, identity.email, identity.createdAt, identity.lastUsedAt);
    }
}
