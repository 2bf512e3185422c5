package io.familygrocer.family.token;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TenantConfigResolver;
import io.quarkus.oidc.runtime.TenantConfigBean;
import io.smallrye.mutiny.Uni;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The public keys, for everybody who verifies our tokens. */
@Path(JwksResource.PATH)
@PermitAll
@Tag(name = "Sessions")
public class JwksResource {

    static final String PATH = "/api/auth/jwks";

    private final AccessTokenService tokens;

    JwksResource(AccessTokenService tokens) {
        this.tokens = tokens;
    }

    /** The JWK set. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "jwks", summary = "The keys that verify access tokens, as a JWK set (RFC 7517)")
    public RestResponse<String> jwks() {
        return RestResponse.ResponseBuilder.ok(tokens.jwks())
                .header("Cache-Control", "public, max-age=300")
                .build();
    }

    /**
     * Lets this service verify tokens by the very code and settings of every other service, with one difference: it asks
     * itself for the keys, on the socket that the request came in by. So it depends on no address that is configured, and
     * on nothing at start, when it would be asking a server that does not listen yet.
     */
    @ApplicationScoped
    static class OwnKeys implements TenantConfigResolver {

        private static final String TENANT = "own-keys";

        private final TenantConfigBean tenants;

        OwnKeys(TenantConfigBean tenants) {
            this.tenants = tenants;
        }

        @Override
        public Uni<OidcTenantConfig> resolve(RoutingContext request, OidcRequestContext<OidcTenantConfig> context) {
            var known = tenants.getDynamicTenant(TENANT);
            return Uni.createFrom()
                    .item(known == null ? tenant(request.request().localAddress()) : known.getOidcTenantConfig());
        }

        private OidcTenantConfig tenant(SocketAddress own) {
            String host = own.hostAddress().contains(":") ? "[" + own.hostAddress() + "]" : own.hostAddress();
            String jwks = "http://%s:%d%s".formatted(host, own.port(), PATH);
            var everybodys = tenants.getDefaultTenant().getOidcTenantConfig();
            return OidcTenantConfig.builder(everybodys)
                    .tenantId(TENANT)
                    .authServerUrl(jwks)
                    .jwksPath(jwks)
                    .build();
        }
    }
}
