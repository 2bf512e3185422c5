package io.familygrocer.gateway.session;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import io.quarkus.runtime.configuration.ConfigurationException;

/**
 * Seals what leaves the gateway, to browsers and to Redis, by AES-256-GCM. Each purpose has a key of its own, derived by
 * HKDF (RFC 5869), so that what was sealed for one can't be passed off as another.
 */
final class Sealer {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int LONGEST = 8192;
    private static final String HOW_TO =
            " It seals the sessions of browsers; make one with: openssl rand -base64 32. Give the same to every gateway.";

    private final SecureRandom random = new SecureRandom();
    private final List<SecretKey> roots;

    /** @throws ConfigurationException where there is no key, or one that is none */
    Sealer(List<String> keys) {
        roots = keys.stream()
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .map(Sealer::root)
                .toList();
        if (roots.isEmpty()) {
            throw new ConfigurationException("GROCER_GATEWAY_SESSION_KEY is not set." + HOW_TO);
        }
    }

    /** Seals; the purpose is needed again to open it. Base64url. */
    String seal(String purpose, byte[] clear) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, roots.getFirst(), purpose, nonce)
                    .doFinal(clear);
            var all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not available", e);
        }
    }

    /** Opens what {@link #seal} made for the same purpose with one of the keys; empty for anything else. */
    Optional<byte[]> open(String purpose, String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        byte[] sealed;
        try {
            sealed = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (sealed.length <= NONCE_BYTES) {
            return Optional.empty();
        }
        for (var root : roots) {
            try {
                return Optional.of(cipher(Cipher.DECRYPT_MODE, root, purpose, sealed)
                        .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
            } catch (GeneralSecurityException e) {
                // Another key, or nothing of ours.
            }
        }
        return Optional.empty();
    }

    private static Cipher cipher(int mode, SecretKey root, String purpose, byte[] nonce)
            throws GeneralSecurityException {
        var derivation = HKDFParameterSpec.expandOnly(root, purpose.getBytes(StandardCharsets.UTF_8), KEY_BYTES);
        var key = KDF.getInstance("HKDF-SHA256").deriveKey("AES", derivation);
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, 0, NONCE_BYTES));
        return cipher;
    }

    private static SecretKey root(String base64) {
        try {
            var key = Base64.getDecoder().decode(base64);
            if (key.length == KEY_BYTES) {
                return new SecretKeySpec(key, "Generic");
            }
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("GROCER_GATEWAY_SESSION_KEY is not base64." + HOW_TO, e);
        }
        throw new ConfigurationException("GROCER_GATEWAY_SESSION_KEY is not 32 bytes long." + HOW_TO);
    }
}
