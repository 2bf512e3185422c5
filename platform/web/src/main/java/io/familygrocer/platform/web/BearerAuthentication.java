package io.familygrocer.platform.web;

import java.security.Principal;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import org.jose4j.jwt.JwtClaims;

/** Who a request is of, by the access token in its header {@code Authorization: Bearer} (RFC 6750, 2.1). */
@ApplicationScoped
public class BearerAuthentication implements HttpAuthenticationMechanism {

    private static final String SCHEME = "Bearer ";

    private final AccessTokenVerifier verifier;
    private final TokenCheck check;

    BearerAuthentication(AccessTokenVerifier verifier, TokenCheck check) {
        this.verifier = verifier;
        this.check = check;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager identities) {
        String header = request.request().getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Uni.createFrom().nullItem();
        }
        return verifier.verify(header.substring(SCHEME.length()).strip())
                .map(BearerAuthentication::bearer)
                .call(bearer -> check.holds(bearer.caller()).invoke(holds -> {
                    if (!holds) {
                        throw new AuthenticationFailedException();
                    }
                }))
                .map(bearer ->
                        QuarkusSecurityIdentity.builder().setPrincipal(bearer).build());
    }

    private static Bearer bearer(JwtClaims claims) {
        try {
            return new Bearer(CallerClaims.read(claims));
        } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
            // Without the cause, which may quote the token.
            throw new AuthenticationFailedException();
        }
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }

    /** Who is named by a verified token. */
    record Bearer(Caller caller) implements Principal {

        @Override
        public String getName() {
            return caller.personId().toString();
        }
    }
}
