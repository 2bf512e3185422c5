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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Signing up, in, on and out. Nothing of it may be stored on the way. */
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

    /** A new account, signed in. */
    @POST
    @Path("/register")
    @Operation(operationId = "register", summary = "Makes an account and signs it in")
    @APIResponseSchema(value = SessionView.class, responseCode = "201", responseDescription = "Signed in")
    @APIResponse(responseCode = "409", description = "There is an account with this e-mail address")
    public Uni<RestResponse<SessionView>> register(@NotNull @Valid RegisterRequest request) {
        return sessions.register(request).map(session -> answer(201, session));
    }

    /** A sign-in by password. */
    @POST
    @Path("/sign-in")
    @Operation(operationId = "signIn", summary = "Signs in by e-mail address and password")
    @APIResponse(responseCode = "200", description = "Signed in")
    @APIResponse(responseCode = "401", description = "E-mail address or password is wrong")
    public Uni<RestResponse<SessionView>> signIn(@NotNull @Valid SignInRequest request) {
        return sessions.signIn(request).map(session -> answer(200, session));
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
        return sessions.refresh(request).map(session -> answer(200, session));
    }

    /** The end of a session. */
    @POST
    @Path("/sign-out")
    @Operation(operationId = "signOut", summary = "Ends the session of a refresh token")
    @APIResponse(responseCode = "204", description = "Signed out")
    public Uni<Void> signOut(@NotNull @Valid RefreshRequest request) {
        return sessions.signOut(request);
    }

    private static RestResponse<SessionView> answer(int status, SessionView session) {
        return RestResponse.ResponseBuilder.<SessionView>create(status)
                .entity(session)
                .header("Cache-Control", "no-store")
                .build();
    }
}
