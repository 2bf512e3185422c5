package io.familygrocer.family.passkey;

import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
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

/** The caller's passkeys. */
@Path("/api/passkeys")
@Authenticated
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Passkeys", description = "Signing in without a password (WebAuthn)")
public class PasskeyResource {

    private final PasskeyService passkeys;
    private final CurrentCaller caller;

    PasskeyResource(PasskeyService passkeys, CurrentCaller caller) {
        this.passkeys = passkeys;
        this.caller = caller;
    }

    /** The first half of a new passkey. */
    @POST
    @Path("/registration-options")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "passkeyRegistrationOptions",
            summary = "What a browser needs to make a passkey",
            description =
                    "Hand it to PublicKeyCredential.parseCreationOptionsFromJSON, that to"
                            + " navigator.credentials.create, and the result's toJSON() to POST /api/passkeys. It is good once.")
    @APIResponse(responseCode = "200", description = "The options")
    public Uni<RestResponse<RegistrationOptions>> options() {
        return passkeys.options(caller.person().personId()).map(options -> SecretResource.ok(options));
    }

    /** The second half of a new passkey. */
    @POST
    @Operation(
            operationId = "addPasskey",
            summary = "Adds a passkey to the caller's account",
            description = "The same passkey again, for a reply that got lost, gives the same answer.")
    @APIResponseSchema(value = PasskeyView.class, responseCode = "201", responseDescription = "The passkey")
    @APIResponse(responseCode = "409", description = "It is another account's, or there are too many")
    public Uni<RestResponse<PasskeyView>> add(@NotNull @Valid PasskeyRequest request) {
        return passkeys.add(caller.person().personId(), request)
                .map(passkey -> RestResponse.ResponseBuilder.<PasskeyView>create(201)
                        .entity(passkey)
                        .header(HttpHeaders.LOCATION, "/api/passkeys/" + passkey.id())
                        .build());
    }

    /** The passkeys. */
    @GET
    @Operation(operationId = "listPasskeys", summary = "The caller's passkeys, the oldest first")
    @APIResponse(responseCode = "200", description = "All of them, as a person has few")
    public Uni<Page<PasskeyView>> list() {
        return passkeys.list(caller.person().personId()).map(Page::whole);
    }

    /** Another name. */
    @PATCH
    @Path("/{id}")
    @Operation(operationId = "renamePasskey", summary = "Gives a passkey another name")
    @APIResponse(responseCode = "200", description = "The passkey as it is now")
    @APIResponse(responseCode = "404", description = "The caller has no such passkey")
    public Uni<PasskeyView> rename(UUID id, @NotNull @Valid PasskeyNameRequest request) {
        return passkeys.rename(caller.person().personId(), id, request);
    }

    /** One less. */
    @DELETE
    @Path("/{id}")
    @Operation(operationId = "removePasskey", summary = "Removes a passkey; it signs in no more")
    @APIResponse(responseCode = "204", description = "It is gone; the authenticator may still show it")
    @APIResponse(responseCode = "404", description = "The caller has no such passkey")
    @APIResponse(responseCode = "409", description = "It is the only way to sign in to the account")
    public Uni<Void> remove(UUID id) {
        return passkeys.remove(caller.person().personId(), id);
    }
}
