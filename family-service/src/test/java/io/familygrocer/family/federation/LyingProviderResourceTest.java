package io.familygrocer.family.federation;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.familygrocer.family.Api;
import io.familygrocer.family.House;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

/** A provider that is broken or wicked gets nobody in, and is no fault of ours. */
@QuarkusTest
@WithTestResource(House.class)
class LyingProviderResourceTest {

    private final LyingProvider liar = OidcProviders.liar();

    @BeforeEach
    void honest() {
        liar.repent();
        String address = "liar-%s@example.org".formatted(UUID.randomUUID());
        String subject = UUID.randomUUID().toString();
        liar.claims = claims -> claims.setSubject(subject);
        liar.userinfo = said -> said.put("sub", subject).put("email", address);
    }

    @Test
    void anHonestOneGetsPeopleIn() {
        signIn().then().statusCode(200);
    }

    static Stream<Named<Consumer<LyingProvider>>> badTokens() {
        return Stream.of(
                lie("another nonce", liar -> liar.claims = claims -> claims.setStringClaim("nonce", "another")),
                lie("no nonce", liar -> liar.claims = claims -> claims.unsetClaim("nonce")),
                lie("another issuer", liar -> liar.claims = claims -> claims.setIssuer("http://localhost:1")),
                lie("no issuer", liar -> liar.claims = claims -> claims.unsetClaim("iss")),
                lie("another audience", liar -> liar.claims = claims -> claims.setAudience("another")),
                lie("no audience", liar -> liar.claims = claims -> claims.unsetClaim("aud")),
                lie(
                        "two audiences, no party",
                        liar -> liar.claims = claims -> claims.setAudience("family-grocer", "another")),
                lie("another party", liar -> liar.claims = claims -> claims.setStringClaim("azp", "another")),
                lie(
                        "expired",
                        liar -> liar.claims = claims -> claims.setExpirationTime(
                                NumericDate.fromSeconds(NumericDate.now().getValue() - 60))),
                lie("never expires", liar -> liar.claims = claims -> claims.unsetClaim("exp")),
                lie("nobody", liar -> liar.claims = claims -> claims.unsetClaim("sub")),
                lie("a number for a nonce", liar -> liar.claims = claims -> claims.setClaim("nonce", 1)),
                lie(
                        "another's key",
                        liar -> liar.signature =
                                token -> token.setKey(LyingProvider.newKey().getPrivateKey())),
                lie("a key of its own in the header", LyingProviderResourceTest::ownKey),
                lie(
                        "the client secret as the key",
                        liar -> liar.signature = token -> {
                            token.setAlgorithmHeaderValue("HS256");
                            token.setKey(new HmacKey(OidcProviders.SECRET.getBytes(UTF_8)));
                        }),
                lie(
                        "no signature",
                        liar -> liar.signature = token -> {
                            token.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
                            token.setAlgorithmHeaderValue("none");
                            token.setKey(null);
                        }),
                lie("no ID token", liar -> liar.tokenAnswer = exchange -> LyingProvider.answer(exchange, "{}")),
                lie(
                        "something else for an ID token",
                        liar -> liar.tokenAnswer =
                                exchange -> LyingProvider.answer(exchange, "{\"id_token\":\"a.b.c\"}")),
                lie(
                        "the code is refused",
                        liar -> liar.tokenAnswer = exchange -> {
                            exchange.sendResponseHeaders(400, -1);
                            exchange.close();
                        }),
                lie("user info of another", liar -> liar.userinfo = said -> said.put("sub", "another")));
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void aTokenThatIsNotGoodGetsNobodyIn(Consumer<LyingProvider> lie) {
        lie.accept(liar);

        signIn().then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", endsWith(":provider-refused"));
    }

    static Stream<Named<Consumer<LyingProvider>>> badAnswers() {
        return Stream.of(
                lie("a fault", status(500)),
                lie("our secret is refused", status(401)),
                lie(
                        "elsewhere",
                        liar -> liar.tokenAnswer = exchange -> {
                            exchange.getResponseHeaders().add("Location", liar.issuer() + "/stray");
                            exchange.sendResponseHeaders(307, -1);
                            exchange.close();
                        }),
                lie("no JSON", liar -> liar.tokenAnswer = exchange -> LyingProvider.answer(exchange, "<html>")),
                lie("no object", liar -> liar.tokenAnswer = exchange -> LyingProvider.answer(exchange, "[1]")),
                lie("nothing", liar -> liar.tokenAnswer = exchange -> LyingProvider.answer(exchange, "")),
                lie(
                        "too much",
                        liar -> liar.tokenAnswer =
                                exchange -> LyingProvider.answer(exchange, "{\"x\":\"" + "x".repeat(100_000) + "\"}")),
                lie("no end", liar -> liar.tokenAnswer = LyingProviderResourceTest::endless),
                lie(
                        "no beginning",
                        liar -> liar.tokenAnswer = exchange -> {
                            // Never answered: ours has to give up by itself.
                        }));
    }

    @ParameterizedTest
    @MethodSource("badAnswers")
    void aProviderThatDoesNotAnswerAsItShouldIsNamed(Consumer<LyingProvider> lie) {
        lie.accept(liar);

        signIn().then()
                .statusCode(503)
                .contentType("application/problem+json")
                .body("type", endsWith(":provider-unavailable"))
                .body("provider", equalTo("liar"));
        assertThat(liar.strayRequests()).isZero();
    }

    static Stream<Named<Consumer<LyingProvider>>> badDocuments() {
        return Stream.of(
                lie("another issuer", liar -> liar.discovery = document -> document.put("issuer", "https://a.example")),
                lie("no token endpoint", liar -> liar.discovery = document -> document.remove("token_endpoint")),
                lie(
                        "no TLS",
                        liar -> liar.discovery =
                                document -> document.put("token_endpoint", "http://metadata.internal/token")),
                lie("a file", liar -> liar.discovery = document -> document.put("jwks_uri", "file:///etc/passwd")),
                lie("a number", liar -> liar.discovery = document -> document.put("jwks_uri", 7)),
                lie(
                        "somebody's password",
                        liar -> liar.discovery =
                                document -> document.put("userinfo_endpoint", "https://a:b@a.example/")),
                lie("no address", liar -> liar.discovery = document -> document.put("token_endpoint", "::")));
    }

    @ParameterizedTest
    @MethodSource("badDocuments")
    void aDiscoveryDocumentThatIsNotUsableIsRefused(Consumer<LyingProvider> lie) {
        lie.accept(liar);

        Api.anybody()
                .post("/api/auth/providers/liar/start")
                .then()
                .statusCode(503)
                .body("provider", equalTo("liar"));
    }

    @Test
    void aProviderThatIsUpAgainIsAskedAgain() {
        liar.discovery = document -> document.remove("token_endpoint");
        Api.anybody().post("/api/auth/providers/liar/start").then().statusCode(503);

        liar.discovery = ignored -> {};

        signIn().then().statusCode(200);
    }

    private Response signIn() {
        var start = Api.anybody().post("/api/auth/providers/liar/start").then().statusCode(200);
        liar.nonce = Browser.query(URI.create(start.extract().path("authorizationUrl")))
                .get("nonce");
        return Api.anybody()
                .body(Map.of("code", "any", "state", start.extract().path("state")))
                .post("/api/auth/providers/liar/finish");
    }

    private static Named<Consumer<LyingProvider>> lie(String name, Consumer<LyingProvider> lie) {
        return Named.of(name, lie);
    }

    private static Consumer<LyingProvider> status(int status) {
        return liar -> liar.tokenAnswer = exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        };
    }

    private static void ownKey(LyingProvider liar) {
        liar.signature = token -> {
            var own = LyingProvider.newKey();
            token.setKey(own.getPrivateKey());
            token.setJwkHeader(own);
        };
    }

    private static void endless(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (var out = exchange.getResponseBody()) {
            for (byte[] part = new byte[1024]; ; ) {
                out.write(part);
            }
        }
    }
}
