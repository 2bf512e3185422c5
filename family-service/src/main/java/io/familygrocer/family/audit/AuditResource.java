package io.familygrocer.family.audit;

import java.util.Optional;
import java.util.UUID;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

import io.familygrocer.platform.web.CurrentCaller;
import io.familygrocer.platform.web.Page;

/** What happened to the safety of the caller's account. */
@Path("/api/me/audit")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Privacy", description = "What we know about somebody, for them to read, take along and have erased")
public class AuditResource {

    private final AuditService audit;
    private final CurrentCaller caller;

    AuditResource(AuditService audit, CurrentCaller caller) {
        this.audit = audit;
        this.caller = caller;
    }

    /** A page of the caller's own entries. */
    @GET
    @Operation(
            operationId = "audit",
            summary = "What happened to the safety of the caller's account, newest first",
            description = "Only the caller's own entries, also for the owner of a family. Addresses are shortened.")
    @APIResponse(responseCode = "200", description = "A page")
    public Uni<Page<AuditView>> page(
            @RestQuery
                    @Parameter(description = "The value of next of the page before")
                    @Pattern(regexp = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", message = "must be a UUID")
                    String after,
            @RestQuery
                    @DefaultValue("50")
                    @Parameter(description = "How many at most")
                    @Min(value = 1, message = "must be 1 to 200")
                    @Max(value = 200, message = "must be 1 to 200")
                    int limit) {
        return audit.page(caller.person().personId(), Optional.ofNullable(after).map(UUID::fromString), limit);
    }
}
