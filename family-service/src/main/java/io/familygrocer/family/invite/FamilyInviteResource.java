package io.familygrocer.family.invite;

import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import io.familygrocer.family.IdempotencyKey;
import io.familygrocer.family.SecretResource;
import io.familygrocer.platform.web.CurrentCaller;
import io.familygrocer.platform.web.Page;

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
            description = "Nobody invites above their own role. The same Idempotency-Key makes the same invite, once.")
    @APIResponseSchema(value = InviteView.class, responseCode = "201", responseDescription = "The invite")
    @APIResponse(responseCode = "403", description = "The caller's role does not allow it")
    @APIResponse(responseCode = "404", description = "There is no such family, or the caller is not in it")
    @APIResponse(responseCode = "409", description = "The family has too many open invites")
    public Uni<RestResponse<InviteView>> create(
            UUID id,
            @HeaderParam(IdempotencyKey.HEADER) @Size(max = IdempotencyKey.MAX_LENGTH) String key,
            @NotNull @Valid InviteRequest request) {
        return invites.create(caller.person().personId(), id, request, key)
                .map(invite -> SecretResource.of(201, invite));
    }

    /** The open ones. */
    @GET
    @Operation(
            operationId = "listInvites",
            summary = "The open invites of a family, the newest first; for owners and adults",
            description = "An invite to a role above the caller's is shown without its secrets.")
    @APIResponse(responseCode = "200", description = "All of them, as a family has few")
    @APIResponse(responseCode = "403", description = "The caller's role does not allow it")
    @APIResponse(responseCode = "404", description = "There is no such family, or the caller is not in it")
    public Uni<RestResponse<Page<InviteView>>> list(UUID id) {
        return invites.list(caller.person().personId(), id).map(open -> SecretResource.ok(Page.whole(open)));
    }

    /** The QR code of an invite. */
    @GET
    @Path("/{inviteId}/qr")
    @Produces("image/svg+xml")
    @Operation(operationId = "inviteQr", summary = "The link of an open invite as a QR code; for owners and adults")
    @APIResponse(responseCode = "200", description = "An SVG image, black on white, of any size")
    @APIResponse(responseCode = "403", description = "The caller's role does not allow it, or is below the invite's")
    @APIResponse(responseCode = "404", description = "No such invite or family, or the caller is not in it")
    @APIResponse(responseCode = "410", description = "The invite has expired, been used up or withdrawn")
    public Uni<RestResponse<String>> qr(UUID id, UUID inviteId) {
        return invites.qr(caller.person().personId(), id, inviteId).map(SecretResource::ok);
    }

    /** Withdraws an invite. */
    @DELETE
    @Path("/{inviteId}")
    @Operation(operationId = "revokeInvite", summary = "Withdraws an invite; for owners and adults")
    @APIResponse(responseCode = "204", description = "It lets nobody in any more")
    @APIResponse(responseCode = "403", description = "The caller's role does not allow it")
    @APIResponse(responseCode = "404", description = "No such invite or family, or the caller is not in it")
    public Uni<Void> revoke(UUID id, UUID inviteId) {
        return invites.revoke(caller.person().personId(), id, inviteId);
    }
}
