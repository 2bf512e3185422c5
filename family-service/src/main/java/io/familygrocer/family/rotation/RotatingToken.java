package io.familygrocer.family.rotation;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.familygrocer.platform.web.RandomSecret;

/**
 * What gives its holder access tokens, and is good once; opaque to clients: 64 characters of base64url, the id of what it
 * keeps open (a session, a guest's device) and 256 bits that only its holder knows.
 */
public record RotatingToken(UUID id, byte[] secret) {

    private static final int ID_BYTES = 16;
    private static final int SECRET_BYTES = 32;
    private static final int TEXT_LENGTH = 64;

    /** The first token of what has this id. */
    public static RotatingToken first(UUID id) {
        return new RotatingToken(id, newSecret());
    }

    static byte[] newSecret() {
        return RandomSecret.bytes(SECRET_BYTES);
    }

    /** Reads what {@link #text()} wrote; empty for anything else. */
    public static Optional<RotatingToken> parse(String text) {
        if (text.length() != TEXT_LENGTH) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            var head = ByteBuffer.wrap(bytes);
            return Optional.of(new RotatingToken(
                    new UUID(head.getLong(), head.getLong()), Arrays.copyOfRange(bytes, ID_BYTES, bytes.length)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** The token as the client gets it: a secret. */
    public String text() {
        var bytes = ByteBuffer.allocate(ID_BYTES + SECRET_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .put(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** What the database knows of it. */
    byte[] hash() {
        return RandomSecret.hash(secret);
    }

    /** The token after this one, the same for the same salt; neither the token nor the salt alone makes it. */
    RotatingToken successor(byte[] salt) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt, "HmacSHA256"));
            return new RotatingToken(id, mac.doFinal(secret));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", e);
        }
    }

    @Override
    public String toString() {
        return "RotatingToken[" + id + "]";
    }
}
