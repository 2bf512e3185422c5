package io.familygrocer.family.token;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.familygrocer.family.FamilyConfig;

/** Signs access tokens: JWT (RFC 7519) by ES256, short-lived, so that what they say is never old for long. */
@ApplicationScoped
public class AccessTokenService {

    private final SigningKeyService keys;
    private final FamilyConfig config;
    private final InstantSource clock;
    private final String issuer;
    private final String audience;

    AccessTokenService(
            SigningKeyService keys,
            FamilyConfig config,
            InstantSource clock,
            @ConfigProperty(name = "grocer.auth.issuer") String issuer,
            @ConfigProperty(name = "grocer.auth.audience") String audience) {
        this.keys = keys;
        this.config = config;
        this.clock = clock;
        this.issuer = issuer;
        this.audience = audience;
    }

    /**
     * A token for a person.
     *
     * @param name what others see
     * @param session the sign-in that the token is of
     * @param families every family that the person is in
     */
    public AccessToken issue(
            UUID personId, String name, AccessToken.Session session, List<AccessToken.Family> families) {
        var claims = Jwt.claims()
                .subject(personId.toString())
                .claim("name", name)
                .claim("sid", session.id().toString())
                .claim("amr", session.methods().stream().sorted().toList())
                .claim(
                        "families",
                        families.stream().map(AccessTokenService::claim).toList());
        return sign(claims, clock.instant(), config.accessTokenLifetime());
    }

    /** A token for who holds a guest pass that is still good; it names no person, no session and no family role. */
    public AccessToken issue(AccessToken.GuestPass pass) {
        var now = clock.instant();
        var left = Duration.between(now, pass.expiresAt());
        var lifetime = config.accessTokenLifetime();
        var claims = Jwt.claims()
                .subject(pass.id().toString())
                .claim("name", pass.label())
                .claim("pass", claim(pass));
        return sign(claims, now, left.compareTo(lifetime) < 0 ? left : lifetime);
    }

    /** What verifies the tokens, as a JWK set in JSON. */
    public String jwks() {
        return keys.jwks();
    }

    private AccessToken sign(JwtClaimsBuilder claims, Instant now, Duration lifetime) {
        var key = keys.current();
        String jwt = claims.issuer(issuer)
                .audience(audience)
                .issuedAt(now)
                .expiresAt(now.plus(lifetime))
                .jws()
                .keyId(key.kid())
                .algorithm(SignatureAlgorithm.ES256)
                .sign(key.privateKey());
        return new AccessToken(jwt, lifetime.toSeconds());
    }

    private static Map<String, Object> claim(AccessToken.Family family) {
        return Map.of("id", family.id().toString(), "role", family.role(), "version", family.version());
    }

    private static Map<String, Object> claim(AccessToken.GuestPass pass) {
        return Map.of(
                "id", pass.id().toString(),
                "familyId", pass.familyId().toString(),
                "listId", pass.listId().toString(),
                "may", pass.may(),
                "version", pass.version());
    }
}
