package io.familygrocer.family.passkey;

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
import io.familygrocer.family.session.DeviceInfo;
import io.familygrocer.family.session.SessionView;
import io.familygrocer.platform.web.CurrentDevice;

/** Signing in by a passkey alone. Nothing of it may be stored on the way. */
@Path("/api/auth/passkey")
@PermitAll
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Passkeys")
public class PasskeySignInResource {

    private final PasskeySignInService signIns;
    private final CurrentDevice device;

    PasskeySignInResource(PasskeySignInService signIns, CurrentDevice device) {
        this.signIns = signIns;
        this.device = device;
    }

    /** The first half of a sign-in. */
    @POST
    @Path("/options")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "passkeySignInOptions",
            summary = "What a browser needs to sign in by a passkey",
            description = "Hand it to PublicKeyCredential.parseRequestOptionsFromJSON, that to"
                    + " navigator.credentials.get, and the result's toJSON() to POST /api/auth/passkey/sign-in."
                    + " It is good once.")
    @APIResponse(responseCode = "200", description = "The options")
    @APIResponse(responseCode = "429", description = "Too many starts from this address; see Retry-After")
    public Uni<RestResponse<SignInOptions>> options() {
        return signIns.options().map(SecretResource::ok);
    }

    /** The second half of a sign-in. */
    @POST
    @Path("/sign-in")
    @Operation(operationId = "passkeySignIn", summary = "Signs in by a passkey")
    @APIResponse(responseCode = "200", description = "Signed in")
    @APIResponse(responseCode = "401", description = "The passkey was not accepted")
    public Uni<RestResponse<SessionView>> signIn(@NotNull @Valid UsedCredential credential) {
        return signIns.signIn(credential, DeviceInfo.of(device)).map(SecretResource::ok);
    }
}
