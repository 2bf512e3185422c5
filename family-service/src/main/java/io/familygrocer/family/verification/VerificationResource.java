package io.familygrocer.family.verification;

import java.util.Optional;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import io.familygrocer.family.mail.MailService;
import io.familygrocer.family.throttle.Origin;
import io.familygrocer.family.throttle.ThrottleService;

/** What somebody can do who has a mail of ours, or wants one. Nothing of it says who has an account. */
@Path("/api/auth")
@PermitAll
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Account", description = "E-mail address, password, second factor")
public class VerificationResource {

    private final VerificationService verifications;
    private final PasswordService passwords;
    private final ThrottleService throttle;

    VerificationResource(VerificationService verifications, PasswordService passwords, ThrottleService throttle) {
        this.verifications = verifications;
        this.passwords = passwords;
        this.throttle = throttle;
    }

    /** Takes the token of a mail that asked for an address. */
    @POST
    @Path("/verify")
    @Operation(operationId = "verifyEmail", summary = "Confirms the address that a mail was sent to")
    @APIResponse(responseCode = "204", description = "It is theirs; a new address is the one to sign in with now")
    @APIResponse(responseCode = "409", description = "Somebody else has registered with the new address meanwhile")
    @APIResponse(responseCode = "410", description = "The link has expired or been used")
    public Uni<Void> verify(@NotNull @Valid TokenRequest request, @Context HttpHeaders headers) {
        return verifications.confirm(request.token(), language(headers));
    }

    /** Asks for the way to a new password. */
    @POST
    @Path("/password/reset-request")
    @Operation(
            operationId = "forgotPassword",
            summary = "Mails the way to a new password",
            description = "The answer is the same, and as fast, where the address has no account.")
    @APIResponse(responseCode = "202", description = "If there is such an account, a mail is on its way")
    @APIResponse(responseCode = "429", description = "Too many requests from this address")
    public Uni<RestResponse<Void>> forgot(
            @NotNull @Valid ForgotPasswordRequest request,
            @Context HttpHeaders headers,
            @Context HttpServerRequest http) {
        var origin = new Origin(http.remoteAddress().hostAddress(), null);
        // Each counts, and none is ever right: the address must not be a way to fill other people's mailboxes.
        return throttle.address(origin, Uni.createFrom().item(Optional.<Void>empty()))
                .invoke(() -> passwords.forgot(request.email(), language(headers)))
                .replaceWith(RestResponse.accepted());
    }

    /** Sets a new password. */
    @POST
    @Path("/password/reset")
    @Operation(
            operationId = "resetPassword",
            summary = "Sets a new password by the token of a mail",
            description = "All sessions end. The second factor, where there is one, stays.")
    @APIResponse(responseCode = "204", description = "The password is the new one")
    @APIResponse(responseCode = "410", description = "The link has expired or been used")
    @APIResponse(responseCode = "503", description = "Too many passwords wait to be hashed; see Retry-After")
    public Uni<Void> reset(@NotNull @Valid PasswordResetRequest request, @Context HttpHeaders headers) {
        return passwords.reset(request, language(headers));
    }

    private static String language(HttpHeaders headers) {
        return MailService.language(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
    }
}
