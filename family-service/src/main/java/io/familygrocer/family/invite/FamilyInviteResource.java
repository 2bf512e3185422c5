package io.familygrocer.family.invite;

import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import io.familygrocer.platform.web.CurrentCaller;

/** The invites of a family, for who may invite. */
@Path("/api/families/{id}/invites")
@Authenticated
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Invites")
public class FamilyInviteResource {

    private final InviteService invites;
    private final CurrentCaller caller;

    FamilyInviteResource(InviteService invites, CurrentCaller caller) {
        this.invites = invites;
        this.caller = caller;
    }

    /** A new invite. */
    @POST
    @Operation(
            operationId = "createInvite",
            summary = "Makes an invite; for owners and adults",
            description = "Code and link are in this answer only; the service keeps no more than their hashes.")
    @APIResponseSchema(value = InviteView.class, responseCode = "201", responseDescription = "The invite")
    @APIResponse(responseCode = "403", description = "The caller's role does not allow it")
    @APIResponse(responseCode = "404", description = "There is no such family, or the caller is not in it")
    @APIResponse(responseCode = "409", description = "The family has too many open invites")
    public Uni<RestResponse<InviteView>> create(UUID id, @NotNull @Valid InviteRequest request) {
        return invites.create(caller.get().personId(), id, request)
                .map(invite -> RestResponse.ResponseBuilder.<InviteView>create(201)
                        .entity(invite)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    /** Withdraws an invite. */
    @DELETE
    @Path("/{inviteId}")
    @Operation(operationId = "revokeInvite", summary = "Withdraws an invite; for owners and adults")
    @APIResponse(responseCode = "204", description = "It lets nobody in any more")
    @APIResponse(responseCode = "403", description = "The caller's role does not allow it")
    @APIResponse(responseCode = "404", description = "No such invite or family, or the caller is not in it")
    public Uni<Void> revoke(UUID id, UUID inviteId) {
        return invites.revoke(caller.get().personId(), id, inviteId);
    }
}
