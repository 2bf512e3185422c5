package io.familygrocer.e2e.convergence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

import com.sun.net.httpserver.HttpServer;

/**
 * Stands where family-service stands for list-service: a family is made in microseconds instead of by registering
 * people, which a run of ten thousand families needs. ES256 after RFC 7518.
 */
final class Tokens implements AutoCloseable {

    private static final int COORDINATE_BYTES = 32;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final long SECONDS = 3600;

    private final KeyPair keys;
    private final HttpServer server;

    private Tokens(KeyPair keys, HttpServer server) {
        this.keys = keys;
        this.server = server;
    }

    /** Makes a key and shows its public half. */
    static Tokens start() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var keys = generator.generateKeyPair();
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            byte[] jwks = jwks((ECPublicKey) keys.getPublic()).getBytes(StandardCharsets.UTF_8);
            server.createContext("/jwks", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, jwks.length);
                try (var body = exchange.getResponseBody()) {
                    body.write(jwks);
                }
            });
            server.start();
            return new Tokens(keys, server);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String jwksUrl() {
        return "http://127.0.0.1:%d/jwks".formatted(server.getAddress().getPort());
    }

    /** A token of an adult of this family. */
    String adult(UUID person, UUID family) {
        long now = System.currentTimeMillis() / 1000;
        String head = encode("{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"convergence\"}");
        String claims = encode("""
                {"iss":"family-grocer","aud":"family-grocer","sub":"%s","name":"Phone","iat":%d,"exp":%d,\
                "jti":"%s","sid":"%s","amr":["pwd"],"families":[{"id":"%s","role":"adult","version":1}]}""".formatted(person, now, now + SECONDS, UUID.randomUUID(), person, family));
        try {
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(keys.getPrivate());
            signature.update((head + "." + claims).getBytes(StandardCharsets.US_ASCII));
            return head + "." + claims + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static String jwks(ECPublicKey key) {
        return """
                {"keys":[{"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"convergence","x":"%s","y":"%s"}]}""".formatted(
                coordinate(key.getW().getAffineX()), coordinate(key.getW().getAffineY()));
    }

    /** RFC 7518, 6.2.1: of full length, big-endian. */
    private static String coordinate(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[COORDINATE_BYTES];
        int length = Math.min(bytes.length, COORDINATE_BYTES);
        System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE_BYTES - length, length);
        return BASE64.encodeToString(Arrays.copyOf(fixed, COORDINATE_BYTES));
    }

    private static String encode(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
