package io.familygrocer.family.federation;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.ErrorCodeValidator;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;

import io.familygrocer.family.FamilyProblem;
import io.familygrocer.platform.web.ProblemException;

/**
 * Holds ID tokens against OpenID Connect Core 1.0, 3.1.3.7: signature by one of the provider's own keys, issuer,
 * audience, authorised party, times, nonce. What a token says about where its key is to be found is not looked at.
 */
@ApplicationScoped
class IdTokens {

    private static final Logger LOG = Logger.getLogger(IdTokens.class);
    private static final int CUSTOM = -1;

    /** By a key pair only: with a shared secret, whoever has read our configuration could sign. */
    private static final AlgorithmConstraints ALGORITHMS = new AlgorithmConstraints(
            AlgorithmConstraints.ConstraintType.PERMIT,
            AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.RSA_USING_SHA384,
            AlgorithmIdentifiers.RSA_USING_SHA512,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA384,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA512,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384,
            AlgorithmIdentifiers.ECDSA_USING_P521_CURVE_AND_SHA512,
            AlgorithmIdentifiers.EDDSA);

    private final int skewSeconds;

    IdTokens(FederationConfig config) {
        this.skewSeconds = (int) config.clockSkew().toSeconds();
    }

    /**
     * The claims of a token.
     *
     * @param keys the provider's JWK set
     * @throws ProblemException PROVIDER_REFUSED where the token is not good
     */
    JwtClaims verify(Provider provider, String keys, String token, String nonce) {
        try {
            return new JwtConsumerBuilder()
                    .setJwsAlgorithmConstraints(ALGORITHMS)
                    .setVerificationKeyResolver(
                            new JwksVerificationKeyResolver(new JsonWebKeySet(keys).getJsonWebKeys()))
                    .setExpectedIssuer(true, provider.issuer())
                    .setExpectedAudience(true, provider.clientId())
                    .setRequireSubject()
                    .setRequireExpirationTime()
                    .setRequireIssuedAt()
                    .setAllowedClockSkewInSeconds(skewSeconds)
                    .registerValidator((ErrorCodeValidator) context -> party(context, provider.clientId()))
                    .registerValidator((ErrorCodeValidator) context -> nonce(context, nonce))
                    .build()
                    .processToClaims(token);
        } catch (InvalidJwtException e) {
            // The error codes only: the message has the token in it.
            LOG.warnf(
                    "An ID token of provider %s is not good, codes %s",
                    provider.name(),
                    e.getErrorDetails().stream()
                            .map(ErrorCodeValidator.Error::getErrorCode)
                            .toList());
            throw ProblemException.of(FamilyProblem.PROVIDER_REFUSED, null);
        } catch (JoseException e) {
            LOG.warnf("The keys of provider %s are not readable", provider.name());
            throw ProviderClient.unavailable(provider);
        }
    }

    /** For several audiences, the token has to say that it was issued to us. */
    private static ErrorCodeValidator.Error party(JwtContext context, String clientId) throws MalformedClaimException {
        var claims = context.getJwtClaims();
        String party = claims.getStringClaimValue("azp");
        List<String> audience = claims.getAudience();
        boolean ours = party == null ? audience.size() == 1 : party.equals(clientId);
        return ours ? null : new ErrorCodeValidator.Error(CUSTOM, "azp");
    }

    private static ErrorCodeValidator.Error nonce(JwtContext context, String nonce) throws MalformedClaimException {
        boolean ours = nonce.equals(context.getJwtClaims().getStringClaimValue("nonce"));
        return ours ? null : new ErrorCodeValidator.Error(CUSTOM, "nonce");
    }
}
