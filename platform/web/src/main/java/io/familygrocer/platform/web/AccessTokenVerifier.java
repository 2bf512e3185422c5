package io.familygrocer.platform.web;

import java.security.PublicKey;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.mutiny.Uni;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.lang.JoseException;

/**
 * Verifies access tokens by RFC 8725: ES256 and nothing else, by a key that its id names among those that we hold. What a
 * token says about where its key is ({@code jku}, {@code x5u}, {@code jwk}, {@code x5c}) is not looked at.
 */
@ApplicationScoped
public class AccessTokenVerifier {

    /** Ours are a few hundred bytes; with twenty families about two thousand. */
    private static final int LONGEST = 8_192;

    private static final AlgorithmConstraints ES256 =
            new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);

    private final VerificationKeys keys;
    private final JwtConsumer claims;
    private final Cache<String, Verified> verified;
    private final long leeway;

    AccessTokenVerifier(VerificationKeys keys, TokenConfig config) {
        this.keys = keys;
        this.leeway = config.leeway().toSeconds();
        this.verified = Caffeine.newBuilder()
                .maximumSize(config.remembered())
                .expireAfterWrite(config.rememberedFor())
                .build();
        this.claims = new JwtConsumerBuilder()
                // Verified by then, with a key that this builder could not know, and not kept.
                .setSkipSignatureVerification()
                .setDisableRequireSignature()
                .setExpectedIssuer(config.issuer())
                .setExpectedAudience(config.audience())
                .setRequireSubject()
                .setRequireExpirationTime()
                .setAllowedClockSkewInSeconds((int) leeway)
                .build();
    }

    /**
     * Who shows a token that was verified here lately, whose key is still held and whose time has come and not passed;
     * empty for any other token, of which only {@link #verify} knows whether it is to be believed.
     */
    Optional<Caller> remembered(String token) {
        var known = verified.getIfPresent(token);
        return known != null && known.holdsAt(NumericDate.now().getValue(), leeway) && keys.holds(known.kid)
                ? known.caller
                : Optional.empty();
    }

    /** What a token says; fails with {@link AuthenticationFailedException} where it is not to be believed. */
    public Uni<JwtClaims> verify(String token) {
        var known = verified.getIfPresent(token);
        try {
            // Also of a remembered token: a key may have been taken away since.
            if (known != null) {
                return keys.find(known.kid).chain(key -> key == null ? refuse() : inTime(known.claims));
            }
            var signed = read(token);
            String kid = signed.getKeyIdHeaderValue();
            return kid == null
                    ? refuse()
                    : keys.find(kid).chain(key -> key == null ? refuse() : check(token, signed, key));
        } catch (JoseException | RuntimeException e) {
            return refuse();
        }
    }

    /**
     * The form of it, in which nothing is to be believed yet.
     *
     * @throws JoseException where it is no JWS in compact form, or too long to be one of ours
     */
    static JsonWebSignature read(String token) throws JoseException {
        if (token.length() > LONGEST) {
            throw new JoseException("too long");
        }
        var signed = new JsonWebSignature();
        signed.setAlgorithmConstraints(ES256);
        signed.setCompactSerialization(token);
        return signed;
    }

    /**
     * What is signed.
     *
     * @throws JoseException where it is not, or by another algorithm or key
     */
    static String payload(JsonWebSignature signed, PublicKey key) throws JoseException {
        signed.setKey(key);
        if (!signed.verifySignature()) {
            throw new JoseException("not signed by this key");
        }
        return signed.getPayload();
    }

    private Uni<JwtClaims> check(String token, JsonWebSignature signed, PublicKey key) {
        try {
            var said = slim(JwtClaims.parse(payload(signed, key)));
            return inTime(said).invoke(() -> verified.put(token, Verified.of(signed.getKeyIdHeaderValue(), said)));
        } catch (InvalidJwtException | JoseException | RuntimeException e) {
            return refuse();
        }
    }

    /** Without the text that they were read from: thousands of tokens are remembered. */
    private static JwtClaims slim(JwtClaims read) {
        var claims = new JwtClaims();
        read.getClaimNames().forEach(name -> claims.setClaim(name, read.getClaimValue(name)));
        return claims;
    }

    /** What is said, where the time and the names in it fit: looked at each time, since time goes on. */
    private Uni<JwtClaims> inTime(JwtClaims said) {
        try {
            check(said);
            return Uni.createFrom().item(said);
        } catch (InvalidJwtException e) {
            return refuse();
        }
    }

    private void check(JwtClaims said) throws InvalidJwtException {
        claims.processContext(new JwtContext(null, said, List.of()));
    }

    /** Without the cause: its message has the token in it. */
    private static <T> Uni<T> refuse() {
        return Uni.createFrom().failure(new AuthenticationFailedException());
    }

    /**
     * A token that was verified; its signature is not needed again. Of what was looked at besides, only the time goes on.
     *
     * @param kid names the key that it was verified with
     * @param from the second from which on it holds
     * @param until the second from which on it does not
     * @param caller empty where it names nobody of ours
     */
    private record Verified(String kid, JwtClaims claims, long from, long until, Optional<Caller> caller) {

        static Verified of(String kid, JwtClaims said) {
            try {
                var from = said.getNotBefore();
                return new Verified(
                        kid,
                        said,
                        from == null ? Long.MIN_VALUE : from.getValue(),
                        said.getExpirationTime().getValue(),
                        CallerClaims.find(said));
            } catch (MalformedClaimException e) {
                throw new IllegalArgumentException("a time that was read before can't be read", e);
            }
        }

        /** By the rule of {@link JwtConsumer}. */
        boolean holdsAt(long now, long leeway) {
            return now - leeway < until && (from == Long.MIN_VALUE || now + leeway >= from);
        }
    }
}
