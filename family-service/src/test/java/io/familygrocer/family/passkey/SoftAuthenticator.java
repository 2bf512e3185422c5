package io.familygrocer.family.passkey;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * An authenticator and a browser in one, written from the WebAuthn specification and not with the library that the
 * service uses, with one ES256 passkey. It does as it is told, also what no real one would.
 */
final class SoftAuthenticator {

    private static final int USER_PRESENT = 0x01;
    private static final int USER_VERIFIED = 0x04;
    private static final int BACKUP_ELIGIBLE = 0x08;
    private static final int BACKED_UP = 0x10;
    private static final int ATTESTED = 0x40;

    private final CBORMapper cbor = new CBORMapper();
    private final ObjectMapper json = new ObjectMapper();
    private final KeyPair key = newKey();
    private final byte[] credentialId = ByteBuffer.allocate(16)
            .putLong(UUID.randomUUID().getMostSignificantBits())
            .putLong(UUID.randomUUID().getMostSignificantBits())
            .array();
    private byte[] userHandle = {};

    String origin = "http://localhost:8080";
    String rpId = "localhost";
    boolean verifiesPerson = true;
    boolean present = true;
    boolean synced;
    boolean altersSignature;
    long counter;

    String id() {
        return encode(credentialId);
    }

    /** What {@code toJSON()} gives after {@code create()}. */
    Map<String, Object> create(Map<String, Object> options) {
        userHandle = decode((String) at(options, "user", "id"));
        byte[] client = clientData("webauthn.create", (String) options.get("challenge"));
        byte[] attestation = write(Map.of(
                "fmt", "none", "attStmt", Map.of(), "authData", authenticatorData(ATTESTED, attestedCredential())));
        return Map.of(
                "id",
                id(),
                "rawId",
                id(),
                "type",
                "public-key",
                "authenticatorAttachment",
                "platform",
                "clientExtensionResults",
                Map.of("credProps", Map.of("rk", true)),
                "response",
                Map.of(
                        "clientDataJSON", encode(client),
                        "attestationObject", encode(attestation),
                        "transports", List.of("internal", "hybrid"),
                        "publicKeyAlgorithm", -7));
    }

    /** What {@code toJSON()} gives after {@code get()}. */
    Map<String, Object> get(Map<String, Object> options) {
        return get(options, userHandle);
    }

    /** As {@link #get(Map)}, with another's user handle. */
    Map<String, Object> get(Map<String, Object> options, byte[] handle) {
        byte[] client = clientData("webauthn.get", (String) options.get("challenge"));
        byte[] data = authenticatorData(0, new byte[0]);
        byte[] signature = sign(data, client);
        if (altersSignature) {
            signature[signature.length - 1] ^= 1;
        }
        return Map.of(
                "id",
                id(),
                "rawId",
                id(),
                "type",
                "public-key",
                "clientExtensionResults",
                Map.of(),
                "response",
                Map.of(
                        "clientDataJSON", encode(client),
                        "authenticatorData", encode(data),
                        "signature", encode(signature),
                        "userHandle", encode(handle)));
    }

    private byte[] clientData(String type, String challenge) {
        try {
            return json.writeValueAsBytes(
                    Map.of("type", type, "challenge", challenge, "origin", origin, "crossOrigin", false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] authenticatorData(int more, byte[] attested) {
        int flags = more
                | (present ? USER_PRESENT : 0)
                | (verifiesPerson ? USER_VERIFIED : 0)
                | (synced ? BACKUP_ELIGIBLE | BACKED_UP : 0);
        return ByteBuffer.allocate(37 + attested.length)
                .put(sha256(rpId.getBytes(UTF_8)))
                .put((byte) flags)
                .putInt((int) counter)
                .put(attested)
                .array();
    }

    private byte[] attestedCredential() {
        byte[] cose = coseKey();
        return ByteBuffer.allocate(16 + 2 + credentialId.length + cose.length)
                .put(new byte[16])
                .putShort((short) credentialId.length)
                .put(credentialId)
                .put(cose)
                .array();
    }

    /** RFC 9052: kty EC2, alg ES256, curve P-256, x, y; written by hand, as its labels are numbers. */
    private byte[] coseKey() {
        var point = ((ECPublicKey) key.getPublic()).getW();
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20});
        out.writeBytes(bytes32(point.getAffineX()));
        out.writeBytes(new byte[] {0x22, 0x58, 0x20});
        out.writeBytes(bytes32(point.getAffineY()));
        return out.toByteArray();
    }

    private byte[] sign(byte[] data, byte[] client) {
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key.getPrivate());
            signature.update(data);
            signature.update(sha256(client));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] write(Map<String, Object> value) {
        try {
            return cbor.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Object at(Map<String, Object> map, String outer, String inner) {
        return ((Map<String, Object>) map.get(outer)).get(inner);
    }

    private static byte[] bytes32(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes.length > 32
                ? Arrays.copyOfRange(bytes, bytes.length - 32, bytes.length)
                : ByteBuffer.allocate(32).position(32 - bytes.length).put(bytes).array();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKey() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
