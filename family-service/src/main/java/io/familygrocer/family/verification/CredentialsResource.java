package io.familygrocer.family.verification;

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

import io.familygrocer.family.mail.MailService;
import io.familygrocer.platform.web.CurrentCaller;

/** The caller's e-mail address and password. */
@Path("/api/me")
@Authenticated
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Account")
public class CredentialsResource {

    private final VerificationService verifications;
    private final PasswordService passwords;
    private final CurrentCaller caller;

    CredentialsResource(VerificationService verifications, PasswordService passwords, CurrentCaller caller) {
        this.verifications = verifications;
        this.passwords = passwords;
        this.caller = caller;
    }

    /** The address. */
    @GET
    @Path("/email")
    @Operation(operationId = "email", summary = "The caller's e-mail address, and whether it was confirmed")
    @APIResponse(responseCode = "200", description = "The address")
    public Uni<EmailView> email() {
        return verifications.get(caller.person().personId());
    }

    /** Another mail to confirm the address. */
    @POST
    @Path("/email/verification")
    @Operation(operationId = "resendVerification", summary = "Mails the link that confirms the address once more")
    @APIResponse(responseCode = "202", description = "A mail is on its way, unless the address was confirmed before")
    @APIResponse(responseCode = "429", description = "As many mails as may be were sent; see Retry-After")
    public Uni<RestResponse<Void>> resend(@Context HttpHeaders headers) {
        return verifications
                .resend(caller.person().personId(), language(headers))
                .replaceWith(RestResponse.accepted());
    }

    /** Another address. */
    @POST
    @Path("/email")
    @Operation(
            operationId = "changeEmail",
            summary = "Asks at a new address whether it is the caller's",
            description = "The address changes once the link in that mail is opened; the old one is told then. The"
                    + " answer is the same where the address has an account already.")
    @APIResponse(responseCode = "202", description = "A mail is on its way")
    @APIResponse(responseCode = "403", description = "The password is wrong, or the sign-in too long ago to do without")
    @APIResponse(responseCode = "429", description = "Too many attempts or mails; see Retry-After")
    public Uni<RestResponse<Void>> change(@NotNull @Valid EmailChangeRequest request, @Context HttpHeaders headers) {
        return verifications.change(caller.person(), request, language(headers)).replaceWith(RestResponse.accepted());
    }

    /** Another password. */
    @POST
    @Path("/password")
    @Operation(
            operationId = "changePassword",
            summary = "Sets another password, or the first one",
            description = "All other sessions end, and the caller is told by mail.")
    @APIResponse(responseCode = "204", description = "The password is the new one")
    @APIResponse(responseCode = "403", description = "The password is wrong, or the sign-in too long ago to do without")
    @APIResponse(responseCode = "429", description = "Too many attempts; see Retry-After")
    @APIResponse(responseCode = "503", description = "Too many passwords wait to be hashed; see Retry-After")
    public Uni<Void> password(@NotNull @Valid PasswordChangeRequest request, @Context HttpHeaders headers) {
        return passwords.change(caller.person(), request, language(headers));
    }

    private static String language(HttpHeaders headers) {
        return MailService.language(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
    }
}
