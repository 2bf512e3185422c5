package io.familygrocer.family.family;

import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
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
import io.familygrocer.platform.web.Page;
import io.familygrocer.platform.web.RevisionTag;

/** Families and who is in them. */
@Path("/api/families")
@Authenticated
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Families", description = "Families and who is in them")
public class FamilyResource {

    private final FamilyService families;
    private final CurrentCaller caller;

    FamilyResource(FamilyService families, CurrentCaller caller) {
        this.families = families;
        this.caller = caller;
    }

    /** A new family. */
    @POST
    @Operation(operationId = "createFamily", summary = "Makes a family that the caller owns")
    @APIResponseSchema(
            value = FamilyAccess.class,
            responseCode = "201",
            responseDescription = "The family, and an access token that names it")
    @APIResponse(responseCode = "409", description = "The caller is in too many families")
    public Uni<RestResponse<FamilyAccess>> create(@NotNull @Valid FamilyRequest request) {
        return families.create(caller.get().personId(), request)
                .map(made -> RestResponse.ResponseBuilder.<FamilyAccess>create(201)
                        .entity(made)
                        // Relative, as it is the gateway that people see.
                        .header(
                                HttpHeaders.LOCATION,
                                "/api/families/" + made.family().id())
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    /** The caller's families. */
    @GET
    @Operation(operationId = "listFamilies", summary = "The families that the caller is in, the oldest first")
    @APIResponse(responseCode = "200", description = "All of them, as a person is in few")
    public Uni<Page<FamilySummary>> list() {
        return families.of(caller.get().personId())
                .map(all -> Page.whole(all.stream().map(FamilySummary::of).toList()));
    }

    /** One family. */
    @GET
    @Path("/{id}")
    @Operation(operationId = "getFamily", summary = "A family with its members")
    @APIResponse(responseCode = "200", description = "The family; its entity tag changes with it")
    @APIResponse(responseCode = "304", description = "It is still what If-None-Match says")
    @APIResponse(responseCode = "404", description = "There is no such family, or the caller is not in it")
    public Uni<RestResponse<FamilyView>> get(UUID id, @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        return families.get(caller.get().personId(), id)
                .map(family -> ifNoneMatch != null && RevisionTag.matches(ifNoneMatch, family.revision())
                        ? RestResponse.ResponseBuilder.<FamilyView>notModified()
                                .header(HttpHeaders.ETAG, RevisionTag.of(family.revision()))
                                .build()
                        : answer(family));
    }

    /** A change to a family. */
    @PATCH
    @Path("/{id}")
    @Operation(operationId = "renameFamily", summary = "Gives a family another name; for owners and adults")
    @APIResponse(responseCode = "200", description = "The family as it is now")
    @APIResponse(responseCode = "403", description = "The caller's role does not allow it")
    @APIResponse(responseCode = "404", description = "There is no such family, or the caller is not in it")
    @APIResponse(responseCode = "412", description = "The family is not the one that If-Match says")
    public Uni<RestResponse<FamilyView>> rename(
            UUID id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, @NotNull @Valid FamilyRequest request) {
        return families.rename(
                        caller.get().personId(),
                        id,
                        request,
                        revision -> ifMatch == null || RevisionTag.matches(ifMatch, revision))
                .map(FamilyResource::answer);
    }

    /** Somebody leaves. */
    @DELETE
    @Path("/{id}/members/{personId}")
    @Operation(
            operationId = "removeMember",
            summary = "Leaves a family, or takes somebody out of it",
            description = "Everybody may leave; owners and adults may remove others, adults no owners.")
    @APIResponse(responseCode = "204", description = "No longer in the family")
    @APIResponse(responseCode = "403", description = "The caller's role does not allow it")
    @APIResponse(responseCode = "404", description = "No such family or member, or the caller is not in it")
    @APIResponse(responseCode = "409", description = "The last owner has to stay")
    public Uni<Void> remove(UUID id, UUID personId) {
        return families.remove(caller.get().personId(), id, personId);
    }

    private static RestResponse<FamilyView> answer(FamilyView family) {
        return RestResponse.ResponseBuilder.ok(family)
                .header(HttpHeaders.ETAG, RevisionTag.of(family.revision()))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }
}
