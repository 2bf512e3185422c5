package io.familygrocer.platform.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Secrets that nobody guesses: random bits, of which a plain hash is kept. */
public final class RandomSecret {

    private RandomSecret() {}

    /** So many random bytes. */
    public static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        // Made here and not once: a native image would be built with it, and each of its processes start with one seed.
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /** So many random bytes in base64url (RFC 4648) without padding, fit for a path. */
    public static String text(int bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(bytes));
    }

    /** What is kept of a secret: its SHA-256. Not for what people think up. */
    public static byte[] hash(byte[] secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What is kept of a secret: the SHA-256 of its UTF-8 bytes. */
    public static byte[] hash(String secret) {
        return hash(secret.getBytes(StandardCharsets.UTF_8));
    }
}
