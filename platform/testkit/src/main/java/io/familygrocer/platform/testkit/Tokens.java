package io.familygrocer.platform.testkit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.smallrye.jwt.build.Jwt;

/** Access tokens for tests: {@code Tokens.of(anna, "Anna").in(family, "adult", 1).sign()}. */
public final class Tokens {

    private final UUID personId;
    private final String name;
    private final Map<UUID, Map<String, Object>> families = new LinkedHashMap<>();
    private final UUID sessionId = UUID.randomUUID();
    private Map<String, Object> pass;
    private String audience = "family-grocer";
    private Duration validFor = Duration.ofMinutes(5);

    private Tokens(UUID personId, String name) {
        this.personId = personId;
        this.name = name;
    }

    /** The token of a person without a family. */
    public static Tokens of(UUID personId, String name) {
        return new Tokens(personId, name);
    }

    /**
     * The token of a guest pass.
     *
     * @param may {@code check} or {@code add}
     * @param version the family's membership version
     */
    public static Tokens ofPass(UUID passId, UUID familyId, UUID listId, String may, long version) {
        var tokens = new Tokens(passId, "Guest");
        tokens.pass = Map.of(
                "id", passId.toString(),
                "familyId", familyId.toString(),
                "listId", listId.toString(),
                "may", may,
                "version", version);
        return tokens;
    }

    /** Names a family, as of a membership version. */
    public Tokens in(UUID familyId, String role, long version) {
        families.put(familyId, Map.of("id", familyId.toString(), "role", role, "version", version));
        return this;
    }

    /** For somebody else than us. */
    public Tokens audience(String other) {
        audience = other;
        return this;
    }

    /** Valid for that long from now on; negative for one that has expired. */
    public Tokens validFor(Duration duration) {
        validFor = duration;
        return this;
    }

    /** The token itself. */
    public String sign() {
        long now = System.currentTimeMillis() / 1000;
        var claims = Jwt.claims()
                .issuer("family-grocer")
                .audience(audience)
                .subject(personId.toString())
                .claim("name", name);
        if (pass == null) {
            claims.claim("sid", sessionId.toString())
                    .claim("amr", List.of("pwd"))
                    .claim("families", families.values().stream().toList());
        } else {
            claims.claim("pass", pass);
        }
        return claims.issuedAt(Math.min(now, now + validFor.toSeconds() - 1))
                .expiresAt(now + validFor.toSeconds())
                .jws()
                .algorithm(io.smallrye.jwt.algorithm.SignatureAlgorithm.ES256)
                .keyId(TokenIssuer.KEY_ID)
                .sign(TokenIssuer.shared().key());
    }
}
