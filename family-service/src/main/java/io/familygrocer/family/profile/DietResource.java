package io.familygrocer.family.profile;

import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import io.familygrocer.family.RevisedResource;
import io.familygrocer.platform.web.CurrentCaller;

/** What a member must not or does not want to eat. */
@Path("/api/families/{id}/members/{personId}/diet")
@Authenticated
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Profile")
public class DietResource {

    private final DietService diets;
    private final CurrentCaller caller;

    DietResource(DietService diets, CurrentCaller caller) {
        this.diets = diets;
        this.caller = caller;
    }

    /** A member's. */
    @GET
    @Operation(operationId = "diet", summary = "Allergens and diet of a member, for members of the same family")
    @APIResponse(responseCode = "200", description = "Empty where they have said nothing")
    @APIResponse(responseCode = "304", description = "It is still what If-None-Match says")
    @APIResponse(responseCode = "404", description = "No such family or member, or the caller is not in it")
    public Uni<RestResponse<DietDocument>> get(
            UUID id, UUID personId, @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        return diets.get(caller.person().personId(), id, personId).map(found -> RevisedResource.of(found, ifNoneMatch));
    }

    /** A member's, replaced. */
    @PUT
    @Operation(operationId = "changeDiet", summary = "Replaces the caller's own, or, for adults, that of a child")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "403", description = "It is not the caller's own, nor that of a child of theirs")
    @APIResponse(responseCode = "404", description = "No such family or member, or the caller is not in it")
    @APIResponse(responseCode = "412", description = "It is not what If-Match says")
    public Uni<RestResponse<DietDocument>> put(
            UUID id,
            UUID personId,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @NotNull @Valid DietDocument wanted) {
        return diets.put(caller.person().personId(), id, personId, RevisedResource.expected(ifMatch), wanted)
                .map(changed -> RevisedResource.of(changed, null));
    }
}
