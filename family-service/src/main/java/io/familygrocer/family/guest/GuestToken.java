package io.familygrocer.family.guest;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * What a guest's device gets new access tokens with for as long as its pass is open: 64 characters of base64url, the
 * device's id and 256 bits that only the device knows. It is not rotated: it opens one list, for a bounded time, and can
 * be withdrawn at once.
 */
record GuestToken(UUID deviceId, byte[] secret) {

    private static final int ID_BYTES = 16;
    private static final int SECRET_BYTES = 32;
    private static final int TEXT_LENGTH = 64;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** One for this device. */
    static GuestToken of(UUID deviceId) {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return new GuestToken(deviceId, secret);
    }

    /** Reads what {@link #text()} wrote; empty for anything else. */
    static Optional<GuestToken> parse(String text) {
        if (text.length() != TEXT_LENGTH) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            var id = ByteBuffer.wrap(bytes);
            return Optional.of(new GuestToken(
                    new UUID(id.getLong(), id.getLong()), Arrays.copyOfRange(bytes, ID_BYTES, bytes.length)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** The token as the device gets it: a secret. */
    String text() {
        var bytes = ByteBuffer.allocate(ID_BYTES + SECRET_BYTES)
                .putLong(deviceId.getMostSignificantBits())
                .putLong(deviceId.getLeastSignificantBits())
                .put(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** What the database knows of it. */
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }

    /** Whether this is the token of that device. */
    boolean isOf(GuestDevice device) {
        return MessageDigest.isEqual(device.tokenHash, hash());
    }

    @Override
    public String toString() {
        return "GuestToken[" + deviceId + "]";
    }
}
