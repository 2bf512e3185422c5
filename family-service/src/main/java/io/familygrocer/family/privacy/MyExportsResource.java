package io.familygrocer.family.privacy;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
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
import io.familygrocer.platform.web.Page;

/** Taking everything along. */
@Path("/api/me/exports")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Privacy")
public class MyExportsResource {

    private final ExportService exports;
    private final CurrentCaller caller;

    MyExportsResource(ExportService exports, CurrentCaller caller) {
        this.exports = exports;
        this.caller = caller;
    }

    /** A new archive. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "export",
            summary = "Begins an archive of everything about the caller, or about a family that they own",
            description = "One runs at a time; asking again answers that one.")
    @APIResponseSchema(value = ExportView.class, responseCode = "202", responseDescription = "It is under way")
    @APIResponse(responseCode = "403", description = "Not an owner of the family")
    @APIResponse(responseCode = "404", description = "Not one of the caller's families")
    public Uni<RestResponse<ExportView>> request(@NotNull @Valid ExportRequestBody request) {
        return exports.request(caller.person().personId(), request)
                .map(view -> RestResponse.ResponseBuilder.<ExportView>create(202)
                        .entity(view)
                        .header("Location", "/api/exports/" + view.id())
                        .build());
    }

    /** The caller's archives. */
    @GET
    @Operation(operationId = "exports", summary = "The caller's archives, newest first")
    @APIResponse(responseCode = "200", description = "Those that have not expired")
    public Uni<Page<ExportView>> list() {
        return exports.list(caller.person().personId());
    }
}
