package io.familygrocer.family.guest;

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

/** The guest passes of a family, for who may issue them. */
@Path("/api/families/{id}/guest-passes")
@Authenticated
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Guest passes", description = "One list for somebody without an account")
public class FamilyGuestPassResource {

    private final GuestPassService passes;
    private final CurrentCaller caller;

    FamilyGuestPassResource(GuestPassService passes, CurrentCaller caller) {
        this.passes = passes;
        this.caller = caller;
    }

    /** A new pass. */
    @POST
    @Operation(
            operationId = "issueGuestPass",
            summary = "Issues a guest pass for one list; for owners and adults",
            description = "The same Idempotency-Key makes the same pass, once.")
    @APIResponseSchema(value = GuestPassView.class, responseCode = "201", responseDescription = "The pass")
    @APIResponse(responseCode = "403", description = "The caller's role does not allow it")
    @APIResponse(responseCode = "404", description = "There is no such family, or the caller is not in it")
    @APIResponse(responseCode = "409", description = "The family has too many open passes")
    public Uni<RestResponse<GuestPassView>> issue(
            UUID id,
            @HeaderParam(IdempotencyKey.HEADER) @Size(max = IdempotencyKey.MAX_LENGTH) String key,
            @NotNull @Valid GuestPassRequest request) {
        return passes.issue(caller.person().personId(), id, request, key).map(pass -> SecretResource.of(201, pass));
    }

    /** The open ones. */
    @GET
    @Operation(operationId = "listGuestPasses", summary = "The open passes, the newest first; for owners and adults")
    @APIResponse(responseCode = "200", description = "All of them, as a family has few")
    @APIResponse(responseCode = "403", description = "The caller's role does not allow it")
    @APIResponse(responseCode = "404", description = "There is no such family, or the caller is not in it")
    public Uni<RestResponse<Page<GuestPassView>>> list(UUID id) {
        return passes.list(caller.person().personId(), id).map(open -> SecretResource.ok(Page.whole(open)));
    }

    /** Withdraws a pass. */
    @DELETE
    @Path("/{passId}")
    @Operation(operationId = "revokeGuestPass", summary = "Withdraws a guest pass; for owners and adults")
    @APIResponse(responseCode = "204", description = "It opens nothing any more")
    @APIResponse(responseCode = "403", description = "The caller's role does not allow it")
    @APIResponse(responseCode = "404", description = "No such pass or family, or the caller is not in it")
    public Uni<Void> revoke(UUID id, UUID passId) {
        return passes.revoke(caller.person().personId(), id, passId);
    }
}
