package io.familygrocer.family.signin;

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

import io.familygrocer.family.session.DeviceInfo;
import io.familygrocer.family.session.SessionView;
import io.familygrocer.platform.web.CurrentDevice;

/** Signing up, and in by password. Nothing of it may be stored on the way. */
@Path("/api/auth")
@PermitAll
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sessions", description = "Signing up, in, on and out")
public class SignInResource {

    private final SignInService signIns;
    private final CurrentDevice device;

    SignInResource(SignInService signIns, CurrentDevice device) {
        this.signIns = signIns;
        this.device = device;
    }

    /** A new account, signed in. */
    @POST
    @Path("/register")
    @Operation(operationId = "register", summary = "Makes an account and signs it in")
    @APIResponseSchema(value = SessionView.class, responseCode = "201", responseDescription = "Signed in")
    @APIResponse(responseCode = "409", description = "There is an account with this e-mail address")
    public Uni<RestResponse<SessionView>> register(@NotNull @Valid RegisterRequest request) {
        return signIns.register(request, DeviceInfo.of(device)).map(session -> answer(201, session));
    }

    /** A sign-in by password. */
    @POST
    @Path("/sign-in")
    @Operation(operationId = "signIn", summary = "Signs in by e-mail address and password")
    @APIResponse(responseCode = "200", description = "Signed in")
    @APIResponse(responseCode = "401", description = "E-mail address or password is wrong")
    public Uni<RestResponse<SessionView>> signIn(@NotNull @Valid SignInRequest request) {
        return signIns.signIn(request, DeviceInfo.of(device)).map(session -> answer(200, session));
    }

    private static RestResponse<SessionView> answer(int status, SessionView session) {
        return RestResponse.ResponseBuilder.<SessionView>create(status)
                .entity(session)
                .header("Cache-Control", "no-store")
                .build();
    }
}
