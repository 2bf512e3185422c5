package io.familygrocer.family.passkey;

import java.time.Instant;
import java.util.UUID;

/**
 * A passkey, as its person sees it.
 *
 * @param synced whether the authenticator may copy it to other devices of the person
 * @param lastUsedAt null where it has not been used yet
 * @param suspended whether it was taken for copied by somebody else; it signs in no more and should be removed
 */
public record PasskeyView(
        UUID id, String name, Instant createdAt, Instant lastUsedAt, boolean synced, boolean suspended) {

    static PasskeyView of(Passkey passkey) {
        return new PasskeyView(
                passkey.id,
                passkey.name,
                passkey.createdAt,
                passkey.lastUsedAt,
                passkey.backupEligible,
                passkey.suspendedAt != null);
    }
}
