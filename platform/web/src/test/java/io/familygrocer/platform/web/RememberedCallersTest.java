package io.familygrocer.platform.web;

import java.security.PublicKey;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

import io.smallrye.mutiny.Uni;
import org.awaitility.Awaitility;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RememberedCallersTest {

    private static final UUID PERSON = UUID.randomUUID();

    private final PublicJsonWebKey key = JwksServer.newKey("ours");
    private final Held keys = new Held(key.getPublicKey());
    private final AccessTokenVerifier verifier;
    private final RememberedCallers callers;

    RememberedCallersTest() {
        try (var nobody = new JwksServer()) {
            verifier = new AccessTokenVerifier(keys, TokenTestConfig.of(nobody));
        }
        callers = new RememberedCallers(verifier, new TokenCheck.Everything());
    }

    @Test
    void whoWasLetInIsKnown() {
        String token = token(claims -> {});
        assertThat(callers.find("Bearer " + token)).as("not verified yet").isEmpty();

        verify(token);

        assertThat(callers.find("Bearer " + token).orElseThrow().personId()).isEqualTo(PERSON);
        assertThat(callers.find("bearer  " + token)).isPresent();
    }

    @Test
    void whoShowsAnythingElseIsNot() {
        String token = token(claims -> {});
        verify(token);

        assertThat(callers.find(null)).isEmpty();
        assertThat(callers.find("")).isEmpty();
        assertThat(callers.find("Bearer")).isEmpty();
        assertThat(callers.find("Basic " + token)).isEmpty();
        assertThat(callers.find(token)).isEmpty();
        assertThat(callers.find("Bearer " + token + "x")).isEmpty();
        assertThat(callers.find("Bearer " + token.substring(0, token.length() - 1)))
                .isEmpty();
    }

    @Test
    void aKeyThatWasTakenAwayTakesItsTokensWithIt() {
        String token = token(claims -> {});
        verify(token);

        keys.key = null;

        assertThat(callers.find("Bearer " + token)).isEmpty();
    }

    @Test
    void aTokenThatExpiresIsNotKnownAnyMore() {
        var almostOver = NumericDate.fromSeconds(NumericDate.now().getValue() - 2);
        String token = token(claims -> claims.setExpirationTime(almostOver));
        verify(token);
        assertThat(callers.find("Bearer " + token)).as("within the leeway").isPresent();

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> callers.find("Bearer " + token).isEmpty());
    }

    @Test
    void whoseTimeHasNotComeIsNotKnownEither() {
        String soon = token(claims ->
                claims.setNotBefore(NumericDate.fromSeconds(NumericDate.now().getValue() + 4)));
        String later = token(claims ->
                claims.setNotBefore(NumericDate.fromSeconds(NumericDate.now().getValue() + 300)));
        verify(soon);

        assertThat(callers.find("Bearer " + soon)).as("within the leeway").isPresent();
        assertThat(verified("Bearer " + later)).isFalse();
        assertThat(callers.find("Bearer " + later)).isEmpty();
    }

    @Test
    void aTokenThatSaysNobodyOfOursIsNobody() {
        String token = token(claims -> claims.setSubject("somebody"));
        verify(token);

        assertThat(callers.find("Bearer " + token)).isEmpty();
    }

    @Test
    void whoIsNotKnownYetCanBeVerified() {
        String token = token(claims -> {});

        assertThat(verified("Bearer " + token)).isTrue();
        assertThat(callers.find("Bearer " + token)).as("known from now on").isPresent();
        assertThat(verified("Bearer " + token + "x")).isFalse();
        assertThat(verified("Basic " + token)).isFalse();
        assertThat(verified(null)).isFalse();
        assertThat(verified("Bearer " + token(claims -> claims.setAudience("others"))))
                .isFalse();
        assertThat(verified("Bearer " + token(claims -> claims.setSubject("somebody"))))
                .isFalse();
    }

    private boolean verified(String authorization) {
        return callers.verify(authorization)
                .await()
                .atMost(Duration.ofSeconds(10))
                .isPresent();
    }

    @Test
    void whereMoreIsToBeAskedNobodyIsKnown() {
        String token = token(claims -> {});
        verify(token);

        assertThat(new RememberedCallers(verifier, caller -> Uni.createFrom().item(true)).find("Bearer " + token))
                .isEmpty();
    }

    private void verify(String token) {
        assertThat(verifier.verify(token).await().atMost(Duration.ofSeconds(10)))
                .isNotNull();
    }

    private String token(Consumer<JwtClaims> more) {
        var claims = new JwtClaims();
        claims.setIssuer("family-grocer");
        claims.setAudience("family-grocer");
        claims.setSubject(PERSON.toString());
        claims.setExpirationTimeMinutesInTheFuture(5);
        more.accept(claims);
        var jws = new JsonWebSignature();
        jws.setPayload(claims.toJson());
        jws.setKey(key.getPrivateKey());
        jws.setKeyIdHeaderValue("ours");
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One key, as long as it is held. */
    private static final class Held implements VerificationKeys {

        private volatile PublicKey key;

        Held(PublicKey key) {
            this.key = key;
        }

        @Override
        public Uni<PublicKey> find(String kid) {
            return Uni.createFrom().item(key);
        }

        @Override
        public boolean holds(String kid) {
            return key != null;
        }
    }
}
