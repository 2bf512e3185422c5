package io.familygrocer.family.signin;

import java.time.Duration;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import io.familygrocer.family.FamilyConfig;
import io.familygrocer.family.mail.MailService;
import io.familygrocer.family.session.DeviceInfo;
import io.familygrocer.family.session.SessionView;
import io.familygrocer.family.throttle.Origin;
import io.familygrocer.family.throttle.ThrottleConfig;
import io.familygrocer.platform.web.CurrentDevice;

/** Signing up, and in by password. Nothing of it may be stored on the way. */
@Path("/api/auth")
@PermitAll
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sessions", description = "Signing up, in, on and out")
public class SignInResource {

    /** By what a device is known again; see KnownDevices. */
    static final String DEVICE = "grocer_device";

    private final SignInService signIns;
    private final RegistrationService registrations;
    private final SettingsService settings;
    private final CurrentDevice device;
    private final Duration deviceLifetime;
    private final boolean secure;

    SignInResource(
            SignInService signIns,
            RegistrationService registrations,
            SettingsService settings,
            CurrentDevice device,
            ThrottleConfig throttle,
            FamilyConfig config) {
        this.signIns = signIns;
        this.registrations = registrations;
        this.settings = settings;
        this.device = device;
        this.deviceLifetime = throttle.knownDevice();
        this.secure = "https".equals(config.publicUrl().getScheme());
    }

    /** What is offered. */
    @GET
    @Path("/settings")
    @Operation(operationId = "settings", summary = "Who may register here, and how people sign in")
    @APIResponse(responseCode = "200", description = "The settings of the house")
    public SettingsView settings() {
        return settings.get();
    }

    /** A new account, signed in. */
    @POST
    @Path("/register")
    @Operation(
            operationId = "register",
            summary = "Makes an account and signs it in",
            description = "Where addresses must be confirmed first (see the settings), the answer is 202, also for an"
                    + " address that has an account.")
    @APIResponseSchema(value = SessionView.class, responseCode = "201", responseDescription = "Signed in")
    @APIResponse(responseCode = "202", description = "A mail is on its way; sign in once the address is confirmed")
    @APIResponse(responseCode = "403", description = "Nobody registers here, or an invite is needed")
    @APIResponse(responseCode = "404", description = "There is no such invite")
    @APIResponse(responseCode = "409", description = "There is an account with this address, or the family is full")
    @APIResponse(responseCode = "410", description = "The invite has expired, been used up or withdrawn")
    @APIResponse(responseCode = "429", description = "Too many attempts; see Retry-After")
    @APIResponse(responseCode = "503", description = "Too many passwords wait to be hashed; see Retry-After")
    public Uni<RestResponse<SessionView>> register(
            @NotNull @Valid RegisterRequest request, @Context HttpHeaders headers, @Context HttpServerRequest http) {
        return registrations
                .register(request, visit(null, headers, http))
                .map(signedIn -> signedIn.map(made -> answer(201, made)).orElseGet(RestResponse::accepted));
    }

    /** A sign-in by password. */
    @POST
    @Path("/sign-in")
    @Operation(
            operationId = "signIn",
            summary = "Signs in by e-mail address and password",
            description = "The type second-factor-required of a 401 says that the password was right; its challenge and"
                    + " a code go to sign-in/second-factor.")
    @APIResponse(responseCode = "200", description = "Signed in")
    @APIResponse(responseCode = "401", description = "Address or password is wrong, or a code is needed")
    @APIResponse(responseCode = "429", description = "Too many attempts; see Retry-After")
    @APIResponse(responseCode = "503", description = "Too many passwords wait to be hashed; see Retry-After")
    public Uni<RestResponse<SessionView>> signIn(
            @NotNull @Valid SignInRequest request,
            @Parameter(hidden = true) @CookieParam(DEVICE) String known,
            @Context HttpHeaders headers,
            @Context HttpServerRequest http) {
        return signIns.signIn(request, visit(known, headers, http)).map(session -> answer(200, session));
    }

    /** The second step of a sign-in. */
    @POST
    @Path("/sign-in/second-factor")
    @Operation(
            operationId = "signInSecondFactor",
            summary = "Goes on with a sign-in by a code",
            description = "A code of the authenticator app or a recovery code; each is good once.")
    @APIResponse(responseCode = "200", description = "Signed in")
    @APIResponse(responseCode = "401", description = "The code is wrong, or the challenge has expired")
    @APIResponse(responseCode = "429", description = "Too many attempts; see Retry-After")
    public Uni<RestResponse<SessionView>> secondFactor(
            @NotNull @Valid SecondFactorRequest request,
            @Context HttpHeaders headers,
            @Context HttpServerRequest http) {
        return signIns.secondStep(request, visit(null, headers, http)).map(session -> answer(200, session));
    }

    private Visit visit(String known, HttpHeaders headers, HttpServerRequest http) {
        return new Visit(
                DeviceInfo.of(device),
                new Origin(http.remoteAddress().hostAddress(), known),
                MailService.language(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE)));
    }

    private RestResponse<SessionView> answer(int status, SignedIn signedIn) {
        return RestResponse.ResponseBuilder.<SessionView>create(status)
                .entity(signedIn.session())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .cookie(new NewCookie.Builder(DEVICE)
                        .value(signedIn.knownDevice())
                        .path("/api/auth/sign-in")
                        .maxAge((int) deviceLifetime.toSeconds())
                        .httpOnly(true)
                        .secure(secure)
                        .sameSite(NewCookie.SameSite.STRICT)
                        .build())
                .build();
    }
}
