package io.familygrocer.family.profile;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.familygrocer.platform.web.CurrentCaller;

/** What we know about the caller. */
@Path("/api/me")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Profile", description = "What we know about the caller")
public class ProfileResource {

    private final ProfileService profiles;
    private final CurrentCaller caller;

    ProfileResource(ProfileService profiles, CurrentCaller caller) {
        this.profiles = profiles;
        this.caller = caller;
    }

    /** The caller. */
    @GET
    @Operation(operationId = "me", summary = "The caller and their families")
    @APIResponse(responseCode = "200", description = "As the database has it now, not as the token said")
    public Uni<ProfileView> me() {
        return profiles.get(caller.person().personId());
    }

    /** The caller, changed. */
    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "changeMe", summary = "Calls the caller something else, in all their families")
    @APIResponse(responseCode = "200", description = "The caller as they are now; their next access token says it too")
    public Uni<ProfileView> change(@NotNull @Valid ProfileRequest request) {
        return profiles.rename(caller.person().personId(), request);
    }
}
