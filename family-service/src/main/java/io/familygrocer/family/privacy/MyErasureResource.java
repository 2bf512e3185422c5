package io.familygrocer.family.privacy;

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
import org.jboss.resteasy.reactive.RestResponse;

import io.familygrocer.platform.web.CurrentCaller;

/** Being forgotten. */
@Path("/api/me/erasure")
@Authenticated
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Privacy")
public class MyErasureResource {

    private final ErasureService erasures;
    private final CurrentCaller caller;

    MyErasureResource(ErasureService erasures, CurrentCaller caller) {
        this.erasures = erasures;
        this.caller = caller;
    }

    /** The end of an account. */
    @POST
    @Operation(
            operationId = "eraseMe",
            summary = "Erases the caller, everywhere",
            description = "Needs the password, or a sign-in that was just now. Sessions end at once; the report is"
                    + " complete once every service has signed.")
    @APIResponseSchema(value = ErasureAccepted.class, responseCode = "202", responseDescription = "It is under way")
    @APIResponse(responseCode = "403", description = "Not confirmed")
    @APIResponse(responseCode = "409", description = "The last owner of families, which are named")
    public Uni<RestResponse<ErasureAccepted>> eraseMe(@NotNull @Valid ErasureRequest request) {
        return erasures.erasePerson(caller.person(), request.password()).map(MyErasureResource::accepted);
    }

    static RestResponse<ErasureAccepted> accepted(ErasureAccepted accepted) {
        return RestResponse.ResponseBuilder.<ErasureAccepted>create(202)
                .entity(accepted)
                .location(accepted.report())
                .header("Cache-Control", "no-store")
                .build();
    }
}
