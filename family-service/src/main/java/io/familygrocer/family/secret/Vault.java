package io.familygrocer.family.secret;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import jakarta.enterprise.context.ApplicationScoped;

import io.familygrocer.family.FamilyConfig;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Protects what is at rest with a key that is not in the database. Each purpose has a key of its own, derived from that
 * one by HKDF (RFC 5869), so that a value made for one purpose is worth nothing for another.
 */
@ApplicationScoped
public class Vault {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final SecretKey root;

    Vault(FamilyConfig config) {
        this.root = root(config.keyEncryptionKey());
    }

    /** Encrypts with AES-256-GCM; {@code purpose} is needed again to open it. */
    public byte[] seal(String purpose, byte[] clear) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, purpose, nonce).doFinal(clear);
            byte[] all = Arrays.copyOf(nonce, nonce.length + sealed.length);
            System.arraycopy(sealed, 0, all, nonce.length, sealed.length);
            return all;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not available", e);
        }
    }

    /**
     * Opens what {@link #seal} made.
     *
     * @throws WrongKeyException where it was altered, or sealed with another key or for another purpose
     */
    public byte[] open(String purpose, byte[] sealed) {
        try {
            return cipher(Cipher.DECRYPT_MODE, purpose, Arrays.copyOf(sealed, NONCE_BYTES))
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new WrongKeyException(purpose, e);
        }
    }

    /** A keyed hash, HMAC-SHA-256 in base64url: equal for equal values, of no use to who has only the database. */
    public String fingerprint(String purpose, String value) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key(purpose, "HmacSHA256"));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(value.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", e);
        }
    }

    private Cipher cipher(int mode, String purpose, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key(purpose, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }

    private SecretKey key(String purpose, String algorithm) throws GeneralSecurityException {
        var derivation = HKDFParameterSpec.expandOnly(root, purpose.getBytes(UTF_8), KEY_BYTES);
        return KDF.getInstance("HKDF-SHA256").deriveKey(algorithm, derivation);
    }

    private static SecretKey root(Optional<String> configured) {
        String base64 = configured
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new IllegalStateException("GROCER_FAMILY_KEY_ENCRYPTION_KEY is not set. " + HOW_TO));
        try {
            byte[] key = Base64.getDecoder().decode(base64);
            if (key.length == KEY_BYTES) {
                return new SecretKeySpec(key, "Generic");
            }
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalStateException("GROCER_FAMILY_KEY_ENCRYPTION_KEY is not base64. " + HOW_TO, notBase64);
        }
        throw new IllegalStateException("GROCER_FAMILY_KEY_ENCRYPTION_KEY is not 32 bytes long. " + HOW_TO);
    }

    private static final String HOW_TO =
            "It protects the signing key at rest; make one with: openssl rand -base64 32. Give the same to every replica,"
                    + " and keep it as safe as the database's backups, apart from them.";

    /** What is at rest was sealed with another key than the one that is configured. */
    public static final class WrongKeyException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        WrongKeyException(String purpose, Exception cause) {
            super(
                    "The %s in the database was not sealed with this GROCER_FAMILY_KEY_ENCRYPTION_KEY"
                            .formatted(purpose),
                    cause);
        }
    }
}
