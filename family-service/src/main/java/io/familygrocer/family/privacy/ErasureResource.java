package io.familygrocer.family.privacy;

import java.util.UUID;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What has become of what was to be forgotten. */
@Path("/api/erasures")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Privacy")
public class ErasureResource {

    private final ErasureProgressService erasures;

    ErasureResource(ErasureProgressService erasures) {
        this.erasures = erasures;
    }

    /** How far it has come. */
    @GET
    @Path("/{id}")
    @Operation(
            operationId = "erasureReport",
            summary = "The report of an erasure, for who has its token",
            description = "Names each service with the time at which it had erased; no account is needed to read it.")
    @APIResponse(responseCode = "200", description = "As far as it has come")
    @APIResponse(responseCode = "404", description = "No such erasure, or not its token")
    public Uni<ErasureReport> report(@RestPath UUID id, @RestQuery @NotNull @Size(max = 100) String token) {
        return erasures.report(id, token);
    }
}
