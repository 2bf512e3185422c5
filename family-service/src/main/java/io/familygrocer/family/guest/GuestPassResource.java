package io.familygrocer.family.guest;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import io.familygrocer.family.SecretResource;

/** Redeeming guest passes; the holder of the code needs no account. Nothing of it may be stored on the way. */
@Path("/api/guest-passes")
@PermitAll
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Guest passes")
public class GuestPassResource {

    private final GuestService guests;

    GuestPassResource(GuestService guests) {
        this.guests = guests;
    }

    /** What a pass is good for. */
    @GET
    @Path("/{codeOrToken}")
    @Operation(operationId = "previewGuestPass", summary = "What a guest pass is good for, by its code or token")
    @APIResponse(responseCode = "200", description = "Whose list, until when")
    @APIResponse(responseCode = "404", description = "There is no such pass")
    @APIResponse(responseCode = "410", description = "The pass has expired, been used up or withdrawn")
    @APIResponse(responseCode = "429", description = "Too many wrong codes; Retry-After says how long to stay away")
    public Uni<RestResponse<GuestPassPreview>> preview(String codeOrToken) {
        return guests.preview(codeOrToken).map(SecretResource::ok);
    }

    /** Lets a device in. */
    @POST
    @Path("/{codeOrToken}/redeem")
    @Operation(
            operationId = "redeemGuestPass",
            summary = "Trades a guest pass for an access token",
            description = "Takes one use of the pass for each device; again by the same client, it takes none.")
    @APIResponse(responseCode = "200", description = "An access token for one list, and what renews it")
    @APIResponse(responseCode = "404", description = "There is no such pass")
    @APIResponse(responseCode = "410", description = "The pass has expired, been used up or withdrawn")
    @APIResponse(responseCode = "429", description = "Too many wrong codes; Retry-After says how long to stay away")
    public Uni<RestResponse<GuestSession>> redeem(String codeOrToken, @NotNull @Valid RedeemRequest request) {
        return guests.redeem(codeOrToken, request).map(SecretResource::ok);
    }

    /** A new access token. */
    @POST
    @Path("/refresh")
    @Operation(
            operationId = "refreshGuest",
            summary = "Trades a device's refresh token for the next and an access token",
            description =
                    "Each refresh token is good once. A client that lost the answer repeats the request within two"
                            + " minutes and gets the same. Any other token ends the device's stay.")
    @APIResponse(responseCode = "200", description = "Still in")
    @APIResponse(responseCode = "401", description = "This is no device's token, or it was used before")
    @APIResponse(responseCode = "410", description = "The pass has expired or been withdrawn")
    public Uni<RestResponse<GuestSession>> refresh(@NotNull @Valid GuestRefreshRequest request) {
        return guests.refresh(request).map(SecretResource::ok);
    }
}
