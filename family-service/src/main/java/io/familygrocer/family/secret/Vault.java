package io.familygrocer.family.secret;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
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
    private final List<SecretKey> roots;

    Vault(FamilyConfig config) {
        this.roots = roots(config.keyEncryptionKey().orElse(List.of()));
    }

    /** Encrypts with AES-256-GCM; {@code purpose} is needed again to open it. */
    public byte[] seal(String purpose, byte[] clear) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, roots.getFirst(), purpose, nonce)
                    .doFinal(clear);
            byte[] all = Arrays.copyOf(nonce, nonce.length + sealed.length);
            System.arraycopy(sealed, 0, all, nonce.length, sealed.length);
            return all;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not available", e);
        }
    }

    /**
     * Opens what {@link #seal} made, with whichever of the configured keys.
     *
     * @throws WrongKeyException where it was altered, or sealed with another key or for another purpose
     */
    public byte[] open(String purpose, byte[] sealed) {
        Exception last = null;
        for (SecretKey root : roots) {
            try {
                return open(root, purpose, sealed);
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                last = e;
            }
        }
        throw new WrongKeyException(purpose, last);
    }

    /** Whether it was sealed with a key that is no longer the first, and should be sealed anew. */
    public boolean isOld(String purpose, byte[] sealed) {
        try {
            open(roots.getFirst(), purpose, sealed);
            return false;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return true;
        }
    }

    private static byte[] open(SecretKey root, String purpose, byte[] sealed) throws GeneralSecurityException {
        return cipher(Cipher.DECRYPT_MODE, root, purpose, Arrays.copyOf(sealed, NONCE_BYTES))
                .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    }

    /**
     * A keyed hash, HMAC-SHA-256 in base64url: equal for equal values, of no use to who has only the database. By the last
     * of the configured keys, so that a new first one leaves what was hashed before as it is.
     */
    public String fingerprint(String purpose, String value) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key(roots.getLast(), purpose, "HmacSHA256"));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(value.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", e);
        }
    }

    private static Cipher cipher(int mode, SecretKey root, String purpose, byte[] nonce)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key(root, purpose, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }

    private static SecretKey key(SecretKey root, String purpose, String algorithm) throws GeneralSecurityException {
        var derivation = HKDFParameterSpec.expandOnly(root, purpose.getBytes(UTF_8), KEY_BYTES);
        return KDF.getInstance("HKDF-SHA256").deriveKey(algorithm, derivation);
    }

    private static List<SecretKey> roots(List<String> configured) {
        var keys = configured.stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .map(Vault::root)
                .toList();
        if (keys.isEmpty()) {
            throw new IllegalStateException("GROCER_FAMILY_KEY_ENCRYPTION_KEY is not set. " + HOW_TO);
        }
        return keys;
    }

    private static SecretKey root(String base64) {
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
                    "The %s in the database was not sealed with a key of GROCER_FAMILY_KEY_ENCRYPTION_KEY"
                            .formatted(purpose),
                    cause);
        }
    }
}
