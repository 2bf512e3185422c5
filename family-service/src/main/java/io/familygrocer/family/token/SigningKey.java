package io.familygrocer.family.token;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;

import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** A key pair on P-256 that signs access tokens by ES256; its id is its thumbprint (RFC 7638). */
final class SigningKey {

    private final PublicJsonWebKey jwk;
    private final Instant signsFrom;

    private SigningKey(PublicJsonWebKey jwk, Instant signsFrom) {
        this.jwk = jwk;
        this.signsFrom = signsFrom;
    }

    /** A new pair that signs from then on. */
    static SigningKey generate(Instant signsFrom) {
        try {
            EllipticCurveJsonWebKey jwk = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            jwk.setKeyId(jwk.calculateBase64urlEncodedThumbprint("SHA-256"));
            jwk.setAlgorithm("ES256");
            jwk.setUse("sig");
            return new SigningKey(jwk, signsFrom);
        } catch (JoseException e) {
            throw new IllegalStateException("P-256 is not available", e);
        }
    }

    /** The pair that {@link #privateJwk()} wrote. */
    static SigningKey parse(String privateJwk, Instant signsFrom) {
        try {
            return new SigningKey(PublicJsonWebKey.Factory.newPublicJwk(privateJwk), signsFrom);
        } catch (JoseException e) {
            throw new IllegalStateException("The signing key in the database is no JWK", e);
        }
    }

    String kid() {
        return jwk.getKeyId();
    }

    /** When it takes over; until then it is only shown. */
    Instant signsFrom() {
        return signsFrom;
    }

    PublicKey publicKey() {
        return jwk.getPublicKey();
    }

    PrivateKey privateKey() {
        return jwk.getPrivateKey();
    }

    /** The public half as a JWK (RFC 7517). */
    String publicJwk() {
        return jwk.toJson(OutputControlLevel.PUBLIC_ONLY);
    }

    /** Both halves as a JWK: a secret. */
    String privateJwk() {
        return jwk.toJson(OutputControlLevel.INCLUDE_PRIVATE);
    }

    @Override
    public String toString() {
        return "SigningKey[" + kid() + "]";
    }
}
