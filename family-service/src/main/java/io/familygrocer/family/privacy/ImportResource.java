package io.familygrocer.family.privacy;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;

import io.familygrocer.family.IdempotencyKey;
import io.familygrocer.platform.web.CurrentCaller;

/** Bringing a family along. */
@Path("/api/families/import")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Privacy")
public class ImportResource {

    private final ImportService imports;
    private final CurrentCaller caller;

    ImportResource(ImportService imports, CurrentCaller caller) {
        this.imports = imports;
        this.caller = caller;
    }

    /** A family of an archive. */
    @POST
    @Consumes("application/zip")
    @Operation(
            operationId = "importFamily",
            summary = "Makes a family of the archive of one",
            description =
                    "The caller owns it; who else was in it is named, to be invited. The lists follow in seconds.")
    @APIResponseSchema(value = ImportedFamily.class, responseCode = "201", responseDescription = "The family is there")
    @APIResponse(responseCode = "400", description = "Not the archive of a family, or not whole")
    @APIResponse(responseCode = "409", description = "In as many families as one person may be")
    @APIResponse(responseCode = "503", description = "Too many archives at the moment")
    public Uni<RestResponse<ImportedFamily>> take(
            @NotNull byte[] archive,
            @RestHeader(IdempotencyKey.HEADER) @Size(max = IdempotencyKey.MAX_LENGTH) String idempotencyKey) {
        return imports.take(caller.person().personId(), archive, idempotencyKey)
                .map(family -> RestResponse.ResponseBuilder.<ImportedFamily>create(201)
                        .entity(family)
                        .header("Location", "/api/families/" + family.familyId())
                        .header("Cache-Control", "no-store")
                        .build());
    }
}
