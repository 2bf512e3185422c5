package io.familygrocer.family.session;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import io.familygrocer.family.SecretResource;

/** Staying signed in, and signing out. Nothing of it may be stored on the way. */
@Path("/api/auth")
@PermitAll
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sessions", description = "Signing up, in, on and out")
public class SessionResource {

    private final SessionService sessions;

    SessionResource(SessionService sessions) {
        this.sessions = sessions;
    }

    /** A new access token. */
    @POST
    @Path("/refresh")
    @Operation(
            operationId = "refresh",
            summary = "Trades a refresh token for a new session document",
            description =
                    "A refresh token is good once. Repeating the last one within 2 minutes gives the same successor,"
                            + " for a reply that got lost; any other use of a spent one ends the session.")
    @APIResponse(responseCode = "200", description = "Still signed in")
    @APIResponse(responseCode = "401", description = "The session is over")
    public Uni<RestResponse<SessionView>> refresh(@NotNull @Valid RefreshRequest request) {
        return sessions.refresh(request).map(SecretResource::ok);
    }

    /** The end of a session. */
    @POST
    @Path("/sign-out")
    @Operation(operationId = "signOut", summary = "Ends the session of a refresh token")
    @APIResponse(responseCode = "204", description = "Signed out")
    public Uni<Void> signOut(@NotNull @Valid RefreshRequest request) {
        return sessions.signOut(request);
    }
}
