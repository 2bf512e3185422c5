package io.familygrocer.platform.web;

import java.security.Principal;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

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

    BearerAuthentication(AccessTokenVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager identities) {
        String header = request.request().getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Uni.createFrom().nullItem();
        }
        return verifier.verify(header.substring(SCHEME.length()).strip())
                .map(claims -> QuarkusSecurityIdentity.builder()
                        .setPrincipal(new Bearer(claims))
                        .build());
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
    record Bearer(JwtClaims claims) implements Principal {

        @Override
        public String getName() {
            return String.valueOf(claims.getClaimValue("sub"));
        }

        @Override
        public String toString() {
            return "Bearer[" + getName() + "]";
        }
    }
}
