package io.familygrocer.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Signs tokens with family-service's own key, out of its database: true signatures under claims of one's own. */
final class Forge {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;
    private static final String PURPOSE = "signing key";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private Forge() {}

    /** The same token with other claims, signed by the key that signed it. */
    static String resigned(String token, Consumer<Map<String, Object>> change) {
        String head = token.substring(0, token.indexOf('.'));
        var claims = claims(token);
        change.accept(claims);
        String signed = head + "." + encode(claims);
        try {
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key((String) decode(head).get("kid")));
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same claims, over for a minute. */
    static String expired(String token) {
        return resigned(token, claims -> {
            long now = Instant.now().getEpochSecond();
            claims.put("iat", now - 360);
            claims.put("exp", now - 60);
        });
    }

    /** The same claims, for somebody else than this suite. */
    static String forAnotherAudience(String token) {
        return resigned(token, claims -> claims.put("aud", "somebody-else"));
    }

    /** The same claims, signed by nobody. */
    static String unsigned(String token) {
        return encode(Map.of("alg", "none", "typ", "JWT")) + "." + token.split("\\.")[1] + ".";
    }

    /** Other claims under the same signature. */
    static String altered(String token) {
        var parts = token.split("\\.");
        var claims = claims(token);
        claims.put("name", "Mallory");
        return parts[0] + "." + encode(claims) + "." + parts[2];
    }

    private static Map<String, Object> claims(String token) {
        return decode(token.split("\\.")[1]);
    }

    private static PrivateKey key(String kid) throws GeneralSecurityException {
        var jwk = read(new String(open(sealed(kid)), StandardCharsets.UTF_8));
        var curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        var d = new BigInteger(1, Base64.getUrlDecoder().decode((String) jwk.get("d")));
        return KeyFactory.getInstance("EC")
                .generatePrivate(new ECPrivateKeySpec(d, curve.getParameterSpec(ECParameterSpec.class)));
    }

    private static byte[] sealed(String kid) {
        try (var connection = Stack.database(Service.FAMILY);
                var statement = connection.prepareStatement("select private_jwk from signing_key where kid = ?")) {
            statement.setString(1, kid);
            try (var result = statement.executeQuery()) {
                if (!result.next()) {
                    throw new IllegalStateException("there is no signing key " + kid);
                }
                return result.getBytes(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As family-service's {@code Vault} seals: AES-256-GCM under a key that HKDF derives for the purpose. */
    private static byte[] open(byte[] sealed) throws GeneralSecurityException {
        var root = new SecretKeySpec(Base64.getDecoder().decode(Stack.get().keyEncryptionKey()), "Generic");
        var key = KDF.getInstance("HKDF-SHA256")
                .deriveKey(
                        "AES", HKDFParameterSpec.expandOnly(root, PURPOSE.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, Arrays.copyOf(sealed, NONCE_BYTES)));
        return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    }

    private static Map<String, Object> decode(String part) {
        return read(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }

    private static Map<String, Object> read(String json) {
        try {
            return new LinkedHashMap<>(JSON.readValue(json, MAP));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String encode(Map<String, Object> part) {
        return base64(Api.json(part).getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
