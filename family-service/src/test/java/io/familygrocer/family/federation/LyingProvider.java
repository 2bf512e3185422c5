package io.familygrocer.family.federation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A provider that is all right until it is told to lie in one thing. */
final class LyingProvider implements AutoCloseable {

    private final HttpServer server;
    private final EllipticCurveJsonWebKey key = newKey();
    private final AtomicInteger strayRequests = new AtomicInteger();

    /** Changes what the ID token says. */
    Consumer<JwtClaims> claims = ignored -> {};
    /** Changes how it is signed. */
    Consumer<JsonWebSignature> signature = ignored -> {};
    /** Changes the discovery document. */
    Consumer<JsonObject> discovery = ignored -> {};
    /** Changes what the user info says. */
    Consumer<JsonObject> userinfo = ignored -> {};
    /** Answers instead of the token endpoint. */
    Answer tokenAnswer;

    String nonce;

    LyingProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/.well-known/openid-configuration",
                exchange -> answer(exchange, discovery().encode()));
        server.createContext(
                "/keys",
                exchange -> answer(
                        exchange,
                        new JsonWebKeySet(List.of((JsonWebKey) key))
                                .toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY)));
        server.createContext(
                "/userinfo", exchange -> answer(exchange, userinfo().encode()));
        server.createContext("/token", this::token);
        server.createContext("/stray", exchange -> {
            strayRequests.incrementAndGet();
            answer(exchange, "{}");
        });
        server.start();
    }

    String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    EllipticCurveJsonWebKey key() {
        return key;
    }

    /** How often it was asked where nobody should ask. */
    int strayRequests() {
        return strayRequests.get();
    }

    /** All right again. */
    void repent() {
        claims = ignored -> {};
        signature = ignored -> {};
        discovery = ignored -> {};
        userinfo = ignored -> {};
        tokenAnswer = null;
    }

    static EllipticCurveJsonWebKey newKey() {
        try {
            var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId("only");
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private void token(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        if (tokenAnswer != null) {
            tokenAnswer.to(exchange);
            return;
        }
        try {
            answer(
                    exchange,
                    JsonObject.of("access_token", "x", "token_type", "Bearer", "id_token", idToken())
                            .encode());
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private String idToken() throws JoseException {
        var said = new JwtClaims();
        said.setIssuer(issuer());
        said.setAudience("family-grocer");
        said.setSubject("liar");
        said.setExpirationTimeMinutesInTheFuture(1);
        said.setIssuedAtToNow();
        said.setStringClaim("nonce", nonce);
        claims.accept(said);
        var token = new JsonWebSignature();
        token.setPayload(said.toJson());
        token.setKey(key.getPrivateKey());
        token.setKeyIdHeaderValue("only");
        token.setAlgorithmHeaderValue("ES256");
        signature.accept(token);
        return token.getCompactSerialization();
    }

    private JsonObject discovery() {
        var document = new JsonObject(Map.of(
                "issuer", issuer(),
                "authorization_endpoint", issuer() + "/authorize",
                "token_endpoint", issuer() + "/token",
                "userinfo_endpoint", issuer() + "/userinfo",
                "jwks_uri", issuer() + "/keys"));
        discovery.accept(document);
        return document;
    }

    private JsonObject userinfo() {
        var said = JsonObject.of("sub", "liar", "email", "liar@example.org", "email_verified", true, "name", "Liar");
        userinfo.accept(said);
        return said;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** What an endpoint does. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }
}
