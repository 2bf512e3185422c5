package io.familygrocer.family.placeholder;

import java.util.UUID;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.familygrocer.platform.web.CurrentCaller;
import io.familygrocer.platform.web.Page;

/** Who of an imported family has not come yet. */
@Path("/api/families/{id}/placeholders")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Invites")
public class PlaceholderResource {

    private final PlaceholderService placeholders;
    private final CurrentCaller caller;

    PlaceholderResource(PlaceholderService placeholders, CurrentCaller caller) {
        this.placeholders = placeholders;
        this.caller = caller;
    }

    /** All of them. */
    @GET
    @Operation(
            operationId = "listPlaceholders",
            summary = "Who of a family that came from an archive has not come yet; for owners and adults",
            description = "An invite that names one of them puts whoever comes by it in their place in all histories.")
    @APIResponse(responseCode = "200", description = "All of them, by name")
    @APIResponse(responseCode = "403", description = "The caller's role does not allow it")
    @APIResponse(responseCode = "404", description = "There is no such family, or the caller is not in it")
    public Uni<Page<Placeholder>> list(UUID id) {
        return placeholders.list(caller.person().personId(), id).map(Page::whole);
    }
}
