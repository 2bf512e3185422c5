package io.familygrocer.family.family;

import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import io.familygrocer.platform.web.CurrentCaller;

/** The members of a family. */
@Path("/api/families/{id}/members/{personId}")
@Authenticated
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Families")
public class MemberResource {

    private final MembershipService memberships;
    private final CurrentCaller caller;

    MemberResource(MembershipService memberships, CurrentCaller caller) {
        this.memberships = memberships;
        this.caller = caller;
    }

    /** Somebody is something else. */
    @PATCH
    @Operation(
            operationId = "changeRole",
            summary = "Makes a member something else in the family; for owners and adults",
            description = "Nobody reaches above their own role: adults neither make owners nor change them.")
    @APIResponse(responseCode = "200", description = "The family as it is now")
    @APIResponse(responseCode = "403", description = "The caller's role does not allow it")
    @APIResponse(responseCode = "404", description = "No such family or member, or the caller is not in it")
    @APIResponse(responseCode = "409", description = "The last owner has to stay one")
    public Uni<RestResponse<FamilyView>> change(UUID id, UUID personId, @NotNull @Valid MemberRequest request) {
        return memberships
                .changeRole(caller.person().personId(), id, personId, request.role())
                .map(FamilyResource::answer);
    }

    /** Somebody leaves. */
    @DELETE
    @Operation(
            operationId = "removeMember",
            summary = "Leaves a family, or takes somebody out of it",
            description = "Everybody may leave; owners and adults may remove others, adults no owners.")
    @APIResponse(responseCode = "204", description = "No longer in the family")
    @APIResponse(responseCode = "403", description = "The caller's role does not allow it")
    @APIResponse(responseCode = "404", description = "No such family or member, or the caller is not in it")
    @APIResponse(responseCode = "409", description = "The last owner has to stay")
    public Uni<Void> remove(UUID id, UUID personId) {
        return memberships.remove(caller.person().personId(), id, personId);
    }
}
