package io.familygrocer.family.token;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The public keys, for everybody who verifies our tokens. */
@Path("/api/auth/jwks")
@PermitAll
@Tag(name = "Sessions")
public class JwksResource {

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
                .header("Cache-Control", "public, max-age=60")
                .build();
    }
}
