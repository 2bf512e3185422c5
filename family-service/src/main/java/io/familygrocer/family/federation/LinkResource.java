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

import io.familygrocer.family.SecretResource;
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
        return links.confirm(caller.person().personId(), request).map(LinkResource::created);
    }

    /** The way to one more. */
    @POST
    @Path("/{provider}/start")
    @Operation(
            operationId = "startLink",
            summary = "Begins to add a provider to the caller's account",
            description = "As startProviderSignIn. The provider sends the person back to /sign-in/with/{name}.")
    @APIResponse(responseCode = "200", description = "Where to send the person")
    @APIResponse(responseCode = "403", description = "The password is wrong, or the sign-in too long ago to do without")
    @APIResponse(responseCode = "404", description = "There is no such provider")
    @APIResponse(responseCode = "429", description = "Too many attempts; see Retry-After")
    @APIResponse(responseCode = "503", description = "The provider does not answer")
    public Uni<RestResponse<StartView>> start(String provider, @NotNull @Valid LinkStartRequest request) {
        return links.start(caller.person(), provider, request).map(start -> SecretResource.ok(start));
    }

    /** One more. */
    @POST
    @Path("/{provider}/finish")
    @Operation(
            operationId = "finishLink",
            summary = "Adds the account with a provider that the caller has come back from",
            description = "Whatever its e-mail address is: the caller is signed in to both.")
    @APIResponseSchema(value = LinkView.class, responseCode = "201", responseDescription = "The link")
    @APIResponse(responseCode = "401", description = "The provider does not say who it is")
    @APIResponse(responseCode = "404", description = "There is no such provider")
    @APIResponse(responseCode = "409", description = "It signs in somebody else")
    @APIResponse(responseCode = "410", description = "It took too long, was ended already, or was somebody else's")
    @APIResponse(responseCode = "503", description = "The provider does not answer")
    public Uni<RestResponse<LinkView>> finish(String provider, @NotNull @Valid LinkFinishRequest request) {
        return links.finish(caller.person().personId(), provider, request).map(LinkResource::created);
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

    private static RestResponse<LinkView> created(LinkView link) {
        return RestResponse.ResponseBuilder.<LinkView>create(201).entity(link).build();
    }
}
