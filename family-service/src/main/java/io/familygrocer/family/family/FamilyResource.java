package io.familygrocer.family.family;

import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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

import io.familygrocer.family.IdempotencyKey;
import io.familygrocer.family.SecretResource;
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
    private final DissolutionService dissolutions;
    private final MembershipService memberships;
    private final CurrentCaller caller;

    FamilyResource(
            FamilyService families,
            DissolutionService dissolutions,
            MembershipService memberships,
            CurrentCaller caller) {
        this.families = families;
        this.dissolutions = dissolutions;
        this.memberships = memberships;
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
    public Uni<RestResponse<FamilyAccess>> create(
            @HeaderParam(IdempotencyKey.HEADER) @Size(max = IdempotencyKey.MAX_LENGTH) String key,
            @NotNull @Valid FamilyRequest request) {
        return families.create(caller.person().personId(), request, key)
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
        return families.of(caller.person().personId())
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
        return families.get(caller.person().personId(), id)
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
                        caller.person().personId(),
                        id,
                        request,
                        revision -> ifMatch == null || RevisionTag.matches(ifMatch, revision))
                .map(SecretResource::ok);
    }

    /** The end of a family. */
    @DELETE
    @Path("/{id}")
    @Operation(
            operationId = "dissolveFamily",
            summary = "Dissolves a family; for owners",
            description = "It is not found any more by anybody but its owners, who can restore it for 30 days.")
    @APIResponse(responseCode = "200", description = "The family, with until when it can be restored")
    @APIResponse(responseCode = "403", description = "The caller's role does not allow it")
    @APIResponse(responseCode = "404", description = "There is no such family, or the caller is not in it")
    public Uni<RestResponse<FamilyView>> dissolve(UUID id) {
        return dissolutions.dissolve(caller.person().personId(), id).map(SecretResource::ok);
    }

    /** A family goes on. */
    @POST
    @Path("/{id}/restore")
    @Operation(operationId = "restoreFamily", summary = "Has a dissolved family go on as it was; for owners")
    @APIResponse(responseCode = "200", description = "The family, and an access token that names it again")
    @APIResponse(responseCode = "403", description = "The caller's role does not allow it")
    @APIResponse(responseCode = "404", description = "There is no such family, or the caller does not own it")
    @APIResponse(responseCode = "410", description = "Its erasure has begun")
    public Uni<RestResponse<FamilyAccess>> restore(UUID id) {
        return dissolutions.restore(caller.person().personId(), id).map(restored -> SecretResource.ok(restored));
    }

    /** Somebody else owns the family. */
    @POST
    @Path("/{id}/transfer")
    @Operation(
            operationId = "transferFamily",
            summary = "Makes another member the owner in place of the caller; for owners",
            description = "The caller is an adult afterwards.")
    @APIResponse(responseCode = "200", description = "The family as it is now")
    @APIResponse(responseCode = "403", description = "The caller is no owner")
    @APIResponse(responseCode = "404", description = "No such family or member, or the caller is not in it")
    public Uni<RestResponse<FamilyView>> transfer(UUID id, @NotNull @Valid TransferRequest request) {
        return memberships
                .transfer(caller.person().personId(), id, request.personId())
                .map(SecretResource::ok);
    }

    static RestResponse<FamilyView> answer(FamilyView family) {
        return RestResponse.ResponseBuilder.ok(family)
                .header(HttpHeaders.ETAG, RevisionTag.of(family.revision()))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }
}
