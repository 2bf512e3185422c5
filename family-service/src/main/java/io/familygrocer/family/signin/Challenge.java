package io.familygrocer.family.signin;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

import io.familygrocer.family.secret.Vault;

/**
 * Says that somebody has shown their password and still owes a code. It is sealed, so that nothing is kept for it; it is
 * not worth more when used twice, as a code is good once.
 */
record Challenge(UUID personId, Instant expiresAt) {

    static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final String PURPOSE = "second factor challenge";
    private static final int BYTES = 3 * Long.BYTES;

    String seal(Vault vault) {
        byte[] clear = ByteBuffer.allocate(BYTES)
                .putLong(personId.getMostSignificantBits())
                .putLong(personId.getLeastSignificantBits())
                .putLong(expiresAt.getEpochSecond())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(vault.seal(PURPOSE, clear));
    }

    /** Reads what {@link #seal} wrote; empty for anything else, and where it has expired. */
    static Optional<Challenge> open(String text, Vault vault, Instant now) {
        try {
            var clear =
                    ByteBuffer.wrap(vault.open(PURPOSE, Base64.getUrlDecoder().decode(text)));
            var challenge =
                    new Challenge(new UUID(clear.getLong(), clear.getLong()), Instant.ofEpochSecond(clear.getLong()));
            return Optional.of(challenge).filter(open -> now.isBefore(open.expiresAt));
        } catch (IllegalArgumentException | Vault.WrongKeyException | NegativeArraySizeException notOurs) {
            return Optional.empty();
        }
    }
}
