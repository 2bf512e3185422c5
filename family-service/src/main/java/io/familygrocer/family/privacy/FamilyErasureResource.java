package io.familygrocer.family.privacy;

import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
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
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

import io.familygrocer.platform.web.CurrentCaller;

/** Letting a family be forgotten. */
@Path("/api/families/{familyId}/erasure")
@Authenticated
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Privacy")
public class FamilyErasureResource {

    private final ErasureService erasures;
    private final CurrentCaller caller;

    FamilyErasureResource(ErasureService erasures, CurrentCaller caller) {
        this.erasures = erasures;
        this.caller = caller;
    }

    /** The end of a family. */
    @POST
    @Operation(
            operationId = "eraseFamily",
            summary = "Erases a family, everywhere and at once",
            description = "For an owner. Dissolving it leaves 30 days to think again; this leaves none.")
    @APIResponseSchema(value = ErasureAccepted.class, responseCode = "202", responseDescription = "It is under way")
    @APIResponse(responseCode = "403", description = "Not confirmed, or not an owner")
    @APIResponse(responseCode = "404", description = "Not one of the caller's families")
    public Uni<RestResponse<ErasureAccepted>> eraseFamily(
            @RestPath UUID familyId, @NotNull @Valid ErasureRequest request) {
        return erasures.eraseFamily(caller.person(), familyId, request.password())
                .map(MyErasureResource::accepted);
    }
}
