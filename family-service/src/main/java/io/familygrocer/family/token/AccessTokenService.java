package io.familygrocer.family.token;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.familygrocer.family.FamilyConfig;

/** Signs access tokens: JWT (RFC 7519) by ES256, short-lived, so that what they say is never old for long. */
@ApplicationScoped
public class AccessTokenService {

    private final SigningKeys keys;
    private final FamilyConfig config;
    private final String issuer;
    private final String audience;

    AccessTokenService(
            SigningKeys keys,
            FamilyConfig config,
            @ConfigProperty(name = "grocer.auth.issuer") String issuer,
            @ConfigProperty(name = "grocer.auth.audience") String audience) {
        this.keys = keys;
        this.config = config;
        this.issuer = issuer;
        this.audience = audience;
    }

    /**
     * A token for a person.
     *
     * @param name what others see
     * @param families every family that the person is in
     */
    public AccessToken issue(UUID personId, String name, List<AccessToken.Family> families) {
        var key = keys.current();
        var lifetime = config.accessTokenLifetime();
        String jwt = Jwt.claims()
                .issuer(issuer)
                .audience(audience)
                .subject(personId.toString())
                .claim("name", name)
                .claim(
                        "families",
                        families.stream().map(AccessTokenService::claim).toList())
                .expiresIn(lifetime)
                .jws()
                .keyId(key.kid())
                .algorithm(SignatureAlgorithm.ES256)
                .sign(key.privateKey());
        return new AccessToken(jwt, lifetime.toSeconds());
    }

    /** What verifies the tokens, as a JWK set in JSON. */
    public String jwks() {
        return keys.jwks();
    }

    private static Map<String, Object> claim(AccessToken.Family family) {
        return Map.of("id", family.id().toString(), "role", family.role(), "version", family.version());
    }
}
