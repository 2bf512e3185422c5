package io.familygrocer.family.federation;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import io.familygrocer.family.SecretResource;
import io.familygrocer.family.mail.MailService;
import io.familygrocer.family.session.DeviceInfo;
import io.familygrocer.family.session.SessionView;
import io.familygrocer.platform.web.CurrentDevice;
import io.familygrocer.platform.web.Page;

/** Signing in by an account with another provider. Nothing of it may be stored on the way. */
@Path("/api/auth")
@PermitAll
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Providers", description = "Signing in by an account with another provider (OpenID Connect)")
public class FederationResource {

    private final FederationService federation;
    private final LinkService links;
    private final CurrentDevice device;

    FederationResource(FederationService federation, LinkService links, CurrentDevice device) {
        this.federation = federation;
        this.links = links;
        this.device = device;
    }

    /** The providers. */
    @GET
    @Path("/providers")
    @Operation(operationId = "listProviders", summary = "The providers that people may sign in with")
    @APIResponse(responseCode = "200", description = "All of them, as they are few")
    public Page<ProviderView> providers() {
        return Page.whole(federation.providers());
    }

    /** The first half of a sign-in. */
    @POST
    @Path("/providers/{name}/start")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "startProviderSignIn",
            summary = "Begins a sign-in with a provider",
            description = "Keep the state, send the person to the address. The provider sends them back to"
                    + " /sign-in/with/{name} with a code.")
    @APIResponse(responseCode = "200", description = "Where to send the person")
    @APIResponse(responseCode = "404", description = "There is no such provider")
    @APIResponse(responseCode = "429", description = "Too many starts from this address; see Retry-After")
    @APIResponse(responseCode = "503", description = "The provider does not answer")
    public Uni<RestResponse<StartView>> start(String name) {
        return federation.start(name).map(SecretResource::ok);
    }

    /** The second half of a sign-in. */
    @POST
    @Path("/providers/{name}/finish")
    @Operation(
            operationId = "finishProviderSignIn",
            summary = "Ends a sign-in with a provider",
            description = "Where the provider's verified e-mail address is that of an account here, the answer is"
                    + " link-required with a challenge: the person signs in to that account and sends it to"
                    + " POST /api/me/links, or asks for a mail by POST /api/auth/links/mail.")
    @APIResponse(responseCode = "200", description = "Signed in, maybe to a new account")
    @APIResponse(responseCode = "401", description = "The provider does not say who it is")
    @APIResponse(
            responseCode = "403",
            description = "The provider does not vouch for the e-mail address, or no new accounts are made")
    @APIResponse(responseCode = "404", description = "There is no such provider")
    @APIResponse(responseCode = "409", description = "Only the owner of the account can link it")
    @APIResponse(responseCode = "410", description = "The sign-in took too long, or was ended already")
    @APIResponse(responseCode = "503", description = "The provider does not answer")
    public Uni<RestResponse<SessionView>> finish(String name, @NotNull @Valid FinishRequest request) {
        return federation.finish(name, request, DeviceInfo.of(device)).map(SecretResource::ok);
    }

    /** A mail that asks. */
    @POST
    @Path("/links/mail")
    @Operation(
            operationId = "askForLink",
            summary = "Asks the owner of an account by mail whether to link it",
            description = "One mail a challenge; again has no further effect.")
    @APIResponse(responseCode = "202", description = "The mail is on its way")
    @APIResponse(responseCode = "410", description = "The challenge is over")
    public Uni<RestResponse<Void>> ask(@NotNull @Valid LinkRequest request, @Context HttpHeaders headers) {
        return links.ask(request, MailService.language(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE)))
                .map(ignored -> RestResponse.accepted());
    }

    /** A yes by mail. */
    @POST
    @Path("/links/confirm")
    @Operation(operationId = "confirmLinkByMail", summary = "Links the account by the mail's token, and signs in")
    @APIResponse(responseCode = "200", description = "Signed in")
    @APIResponse(responseCode = "403", description = "The account has a second factor: sign in to it instead")
    @APIResponse(responseCode = "409", description = "It was linked to another account since")
    @APIResponse(responseCode = "410", description = "The mail is over, or was used")
    public Uni<RestResponse<SessionView>> confirm(@NotNull @Valid LinkConfirmation request) {
        return links.confirmByMail(request, DeviceInfo.of(device)).map(SecretResource::ok);
    }
}
