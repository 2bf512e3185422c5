package io.familygrocer.family.federation;

import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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

/** The accounts with other providers that sign the caller in. */
@Path("/api/me/links")
@Authenticated
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Providers")
public class LinkResource {

    private final LinkService links;
    private final CurrentCaller caller;

    LinkResource(LinkService links, CurrentCaller caller) {
        this.links = links;
        this.caller = caller;
    }

    /** The links. */
    @GET
    @Operation(operationId = "listLinks", summary = "The provider accounts that sign the caller in, the oldest first")
    @APIResponse(responseCode = "200", description = "All of them, as a person has few")
    public Uni<Page<LinkView>> list() {
        return links.list(caller.person().personId()).map(Page::whole);
    }

    /** A yes. */
    @POST
    @Operation(
            operationId = "confirmLink",
            summary = "Links the provider account of a challenge to the caller",
            description = "The caller is whom the challenge waits for: they have just signed in to confirm it.")
    @APIResponseSchema(value = LinkView.class, responseCode = "201", responseDescription = "The link")
    @APIResponse(responseCode = "404", description = "No such challenge waits for the caller")
    @APIResponse(responseCode = "409", description = "It was linked to another account since")
    public Uni<RestResponse<LinkView>> confirm(@NotNull @Valid LinkRequest request) {
        return links.confirm(caller.person().personId(), request)
                .map(link -> RestResponse.ResponseBuilder.<LinkView>create(201)
                        .entity(link)
                        .build());
    }

    /** One less. */
    @DELETE
    @Path("/{id}")
    @Operation(operationId = "removeLink", summary = "Unlinks a provider account; it signs the caller in no more")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", description = "The caller has no such link")
    @APIResponse(responseCode = "409", description = "It is the only way to sign in to the account")
    public Uni<Void> remove(UUID id) {
        return links.remove(caller.person().personId(), id);
    }
}
