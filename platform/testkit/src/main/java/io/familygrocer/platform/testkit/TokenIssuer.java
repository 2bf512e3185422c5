package io.familygrocer.platform.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

import com.sun.net.httpserver.HttpServer;

/** Stands where family-service stands for the others: signs access tokens and shows the key to verify them. */
public final class TokenIssuer {

    static final String KEY_ID = "test-key";
    private static final int COORDINATE_BYTES = 32;

    private final PrivateKey key;
    private final String jwksUrl;

    private TokenIssuer(PrivateKey key, String jwksUrl) {
        this.key = key;
        this.jwksUrl = jwksUrl;
    }

    /**
     * The one issuer of this JVM. Test frameworks load classes more than once, so it is kept with the system
     * properties, which hold nothing but text.
     */
    public static TokenIssuer shared() {
        String shared = (String) System.getProperties().computeIfAbsent("family-grocer.tokens", key -> start());
        var known = shared.lines().toList();
        try {
            var decoder = Base64.getDecoder();
            var factory = KeyFactory.getInstance("EC");
            return new TokenIssuer(
                    factory.generatePrivate(new PKCS8EncodedKeySpec(decoder.decode(known.getFirst()))),
                    known.getLast());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String start() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var keys = generator.generateKeyPair();
            byte[] jwks = jwks((ECPublicKey) keys.getPublic()).getBytes(StandardCharsets.UTF_8);
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/jwks", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, jwks.length);
                try (var body = exchange.getResponseBody()) {
                    body.write(jwks);
                }
            });
            server.start();
            return Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded())
                    + "\nhttp://127.0.0.1:%d/jwks".formatted(server.getAddress().getPort());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where its keys are. */
    public String jwksUrl() {
        return jwksUrl;
    }

    PrivateKey key() {
        return key;
    }

    /** RFC 7518, 6.2.1: coordinates of full length, big-endian. */
    private static String jwks(ECPublicKey key) {
        return """
                {"keys":[{"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"%s","x":"%s","y":"%s"}]}""".formatted(
                        KEY_ID,
                        coordinate(key.getW().getAffineX().toByteArray()),
                        coordinate(key.getW().getAffineY().toByteArray()));
    }

    private static String coordinate(byte[] number) {
        byte[] fixed = new byte[COORDINATE_BYTES];
        int length = Math.min(number.length, COORDINATE_BYTES);
        System.arraycopy(number, number.length - length, fixed, COORDINATE_BYTES - length, length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(fixed, COORDINATE_BYTES));
    }
}
