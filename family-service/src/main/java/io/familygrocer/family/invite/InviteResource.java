package io.familygrocer.family.invite;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import io.familygrocer.family.SecretResource;
import io.familygrocer.family.family.FamilyAccess;
import io.familygrocer.platform.web.CurrentCaller;

/** Coming into a family by the code or the link of an invite. */
@Path("/api/invites")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Invites", description = "Ways into a family")
public class InviteResource {

    private final InviteService invites;
    private final CurrentCaller caller;

    InviteResource(InviteService invites, CurrentCaller caller) {
        this.invites = invites;
        this.caller = caller;
    }

    /** What an invite leads to. */
    @GET
    @Path("/{codeOrToken}")
    @PermitAll
    @Operation(operationId = "previewInvite", summary = "What an invite leads to, by its code or its link's token")
    @APIResponse(responseCode = "200", description = "Which family, and who invites to it")
    @APIResponse(responseCode = "404", description = "There is no such invite")
    @APIResponse(responseCode = "410", description = "The invite has expired, been used up or withdrawn")
    @APIResponse(responseCode = "429", description = "Too many wrong codes; Retry-After says how long to stay away")
    public Uni<RestResponse<InvitePreview>> preview(String codeOrToken) {
        return invites.preview(codeOrToken).map(preview -> SecretResource.ok(preview));
    }

    /** Comes in. */
    @POST
    @Path("/{codeOrToken}/accept")
    @Authenticated
    @Operation(operationId = "acceptInvite", summary = "Joins the family of an invite; again has no further effect")
    @APIResponse(responseCode = "200", description = "The family, and an access token that names it")
    @APIResponse(responseCode = "404", description = "There is no such invite")
    @APIResponse(responseCode = "409", description = "The family is full, or the caller is in too many families")
    @APIResponse(responseCode = "410", description = "The invite has expired, been used up or withdrawn")
    @APIResponse(responseCode = "429", description = "Too many wrong codes; Retry-After says how long to stay away")
    public Uni<RestResponse<FamilyAccess>> accept(String codeOrToken) {
        return invites.accept(caller.person().personId(), codeOrToken).map(joined -> SecretResource.ok(joined));
    }
}
