package io.familygrocer.platform.web;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Consumer;

import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.mutiny.Uni;
import org.awaitility.Awaitility;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What attackers have tried on others. */
class AccessTokenVerifierTest {

    private static final String PERSON = UUID.randomUUID().toString();

    private final PublicJsonWebKey ours = JwksServer.newKey("ours");
    private final PublicJsonWebKey theirs = JwksServer.newKey("theirs");
    private final AccessTokenVerifier verifier;

    AccessTokenVerifierTest() {
        try (var nobody = new JwksServer()) {
            verifier = new AccessTokenVerifier(
                    kid -> Uni.createFrom().item("ours".equals(kid) ? ours.getPublicKey() : null),
                    TokenTestConfig.of(nobody));
        }
    }

    @Test
    void ourTokenIsTaken() throws Exception {
        assertThat(verify(token(ours.getPrivateKey(), claims -> {}, jws -> {})).getSubject())
                .isEqualTo(PERSON);
    }

    @Test
    void aTokenThatComesAgainIsNotVerifiedAgain() throws Exception {
        String token = token(ours.getPrivateKey(), claims -> {}, jws -> {});

        assertThat(verify(token)).isSameAs(verify(token));
    }

    @Test
    void aTokenThatWasVerifiedExpiresAllTheSame() throws Exception {
        var almostOver = NumericDate.fromSeconds(NumericDate.now().getValue() - 3);
        String token = token(ours.getPrivateKey(), claims -> claims.setExpirationTime(almostOver), jws -> {});
        assertThat(verify(token)).as("within the leeway").isNotNull();

        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> refused(token));
    }

    @Test
    void aSignatureByTheirKeyUnderOurKeyIdIsRefused() {
        refused(token(theirs.getPrivateKey(), claims -> {}, jws -> {}));
    }

    @Test
    void theirKeyInTheHeaderIsNotLookedAt() {
        refused(token(theirs.getPrivateKey(), claims -> {}, jws -> jws.setJwkHeader(theirs)));
        refused(token(theirs.getPrivateKey(), claims -> {}, jws -> {
            jws.setKeyIdHeaderValue("theirs");
            jws.setJwkHeader(theirs);
        }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jku", "x5u", "jwk", "x5c", "x5t"})
    void whatTheHeaderSaysAboutItsKeyIsNoHarmInOurs(String header) throws Exception {
        String value = "http://127.0.0.1:1/keys";

        assertThat(verify(token(ours.getPrivateKey(), claims -> {}, jws -> jws.setHeader(header, value))))
                .isNotNull();
    }

    @Test
    void theirKeysAreNotFetched() throws Exception {
        try (var malicious = new JwksServer()) {
            var key = malicious.show("theirs");
            for (String header : new String[] {"jku", "x5u"}) {
                refused(token(key.getPrivateKey(), claims -> {}, jws -> {
                    jws.setKeyIdHeaderValue("theirs");
                    jws.setHeader(header, malicious.url().toString());
                }));
            }
            assertThat(malicious.fetches).hasValue(0);
        }
    }

    @Test
    void ourPublicKeyIsNoSecretForAMac() {
        var jwk = new HmacKey(ours.toJson(OutputControlLevel.PUBLIC_ONLY).getBytes(StandardCharsets.UTF_8));
        var der = new HmacKey(ours.getPublicKey().getEncoded());
        var pem = new HmacKey(("-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(ours.getPublicKey().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.UTF_8));

        for (Key secret : new Key[] {jwk, der, pem}) {
            refused(token(secret, claims -> {}, jws -> jws.setAlgorithmHeaderValue("HS256")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", ""})
    void aTokenThatNobodySignedIsRefused(String algorithm) {
        String[] parts = token(ours.getPrivateKey(), claims -> {}, jws -> {}).split("\\.");
        String header = base64("{\"alg\":\"%s\",\"kid\":\"ours\"}".formatted(algorithm));

        refused(header + "." + parts[1] + ".");
        refused(header + "." + parts[1] + "." + parts[2]);
    }

    @Test
    void anAlteredTokenIsRefused() {
        String[] parts = token(ours.getPrivateKey(), claims -> {}, jws -> {}).split("\\.");
        String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String other = base64(payload.replace(PERSON, UUID.randomUUID().toString()));
        String zero = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64]);

        refused(parts[0] + "." + other + "." + parts[2]);
        refused(parts[0] + "." + parts[1] + "." + zero);
        refused(parts[0] + "." + parts[1] + ".");
        refused(parts[0] + "." + parts[1]);
        refused(parts[0] + "." + parts[1] + "." + parts[2] + "." + parts[2] + "." + parts[2]);
        refused("");
        refused("x".repeat(100_000));
    }

    @Test
    void aTokenForOthersOrByOthersOrOutOfItsTimeIsRefused() {
        refused(claims -> claims.setAudience("somebody-else"));
        refused(claims -> claims.unsetClaim("aud"));
        refused(claims -> claims.setIssuer("somebody-else"));
        refused(claims -> claims.unsetClaim("iss"));
        refused(claims -> claims.unsetClaim("sub"));
        refused(claims -> claims.unsetClaim("exp"));
        refused(claims -> claims.setStringClaim("exp", "tomorrow"));
        refused(claims -> claims.setExpirationTime(fromNow(-6)));
        refused(claims -> claims.setNotBefore(fromNow(60)));
    }

    @Test
    void aTokenWithoutAKeyIdOrWithDemandsThatWeDoNotKnowIsRefused() {
        refused(token(
                ours.getPrivateKey(), claims -> {}, jws -> jws.getHeaders().setObjectHeaderValue("kid", null)));
        refused(token(ours.getPrivateKey(), claims -> {}, jws -> jws.setHeader("crit", "[\"exp\"]")));
    }

    @Test
    void aRefusalDoesNotTellTheToken() {
        String token = token(theirs.getPrivateKey(), claims -> {}, jws -> {});

        assertThatThrownBy(() -> verify(token))
                .satisfies(failure ->
                        assertThat(String.valueOf(failure) + failure.getCause()).doesNotContain(token.split("\\.")[1]));
    }

    private void refused(Consumer<JwtClaims> change) {
        refused(token(ours.getPrivateKey(), change, jws -> {}));
    }

    private void refused(String token) {
        assertThatThrownBy(() -> verify(token)).isInstanceOf(AuthenticationFailedException.class);
    }

    private JwtClaims verify(String token) {
        return verifier.verify(token).await().atMost(Duration.ofSeconds(5));
    }

    private static String token(Key key, Consumer<JwtClaims> claims, Consumer<JsonWebSignature> header) {
        var said = new JwtClaims();
        said.setIssuer("family-grocer");
        said.setAudience("family-grocer");
        said.setSubject(PERSON);
        said.setExpirationTime(fromNow(300));
        claims.accept(said);
        var jws = new JsonWebSignature();
        jws.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        jws.setDoKeyValidation(false);
        jws.setKeyIdHeaderValue("ours");
        jws.setAlgorithmHeaderValue("ES256");
        jws.setPayload(said.toJson());
        jws.setKey(key);
        header.accept(jws);
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static NumericDate fromNow(long seconds) {
        return NumericDate.fromSeconds(System.currentTimeMillis() / 1000 + seconds);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
