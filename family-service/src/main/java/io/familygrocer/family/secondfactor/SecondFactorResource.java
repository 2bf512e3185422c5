package io.familygrocer.family.secondfactor;

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

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import io.familygrocer.family.SecretResource;
import io.familygrocer.family.mail.MailService;
import io.familygrocer.platform.web.CurrentCaller;

/** The caller's second factor. */
@Path("/api/me/second-factor")
@Authenticated
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Account")
public class SecondFactorResource {

    private final SecondFactorService factors;
    private final CurrentCaller caller;

    SecondFactorResource(SecondFactorService factors, CurrentCaller caller) {
        this.factors = factors;
        this.caller = caller;
    }

    /** Whether it is on. */
    @GET
    @Operation(operationId = "secondFactor", summary = "Whether a sign-in by password needs a code")
    @APIResponse(responseCode = "200", description = "On or off, and how many recovery codes are left")
    public Uni<SecondFactorView> get() {
        return factors.get(caller.person().personId());
    }

    /** A secret for an authenticator app. */
    @POST
    @Operation(
            operationId = "enrolSecondFactor",
            summary = "Gives an authenticator app its secret (RFC 6238)",
            description = "Nothing changes until a code is confirmed. Asking again makes another secret.")
    @APIResponse(responseCode = "200", description = "The secret, as text, as URI and as QR code")
    @APIResponse(responseCode = "403", description = "The password is wrong, or the sign-in too long ago to do without")
    @APIResponse(responseCode = "409", description = "The second factor is on already")
    @APIResponse(responseCode = "429", description = "Too many attempts; see Retry-After")
    public Uni<RestResponse<EnrolmentView>> enrol(@NotNull @Valid PasswordRequest request) {
        return factors.enrol(caller.person(), request.password()).map(SecretResource::ok);
    }

    /** Turns it on. */
    @POST
    @Path("/confirm")
    @Operation(operationId = "confirmSecondFactor", summary = "Turns the second factor on by its first code")
    @APIResponse(responseCode = "200", description = "It is on; ten recovery codes, shown this once")
    @APIResponse(responseCode = "400", description = "The code is wrong")
    @APIResponse(responseCode = "409", description = "It is on already, or no app has a secret")
    @APIResponse(responseCode = "429", description = "Too many attempts; see Retry-After")
    public Uni<RestResponse<RecoveryCodesView>> confirm(
            @NotNull @Valid CodeRequest request, @Context HttpHeaders headers) {
        return factors.confirm(caller.person().personId(), request.code(), language(headers))
                .map(SecretResource::ok);
    }

    /** New recovery codes. */
    @POST
    @Path("/recovery-codes")
    @Operation(operationId = "renewRecoveryCodes", summary = "Makes ten new recovery codes; the old ones are worthless")
    @APIResponse(responseCode = "200", description = "The codes, shown this once")
    @APIResponse(responseCode = "403", description = "The password is wrong, or the sign-in too long ago to do without")
    @APIResponse(responseCode = "409", description = "The second factor is off")
    @APIResponse(responseCode = "429", description = "Too many attempts; see Retry-After")
    public Uni<RestResponse<RecoveryCodesView>> renew(@NotNull @Valid PasswordRequest request) {
        return factors.renewCodes(caller.person(), request.password()).map(SecretResource::ok);
    }

    /** Turns it off. */
    @POST
    @Path("/turn-off")
    @Operation(operationId = "turnOffSecondFactor", summary = "Turns the second factor off")
    @APIResponse(responseCode = "204", description = "It is off")
    @APIResponse(responseCode = "400", description = "The code is wrong")
    @APIResponse(responseCode = "403", description = "The password is wrong, or the sign-in too long ago to do without")
    @APIResponse(responseCode = "409", description = "The second factor is off")
    @APIResponse(responseCode = "429", description = "Too many attempts; see Retry-After")
    public Uni<Void> turnOff(@NotNull @Valid PasswordAndCodeRequest request, @Context HttpHeaders headers) {
        return factors.turnOff(caller.person(), request, language(headers));
    }

    private static String language(HttpHeaders headers) {
        return MailService.language(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
    }
}
