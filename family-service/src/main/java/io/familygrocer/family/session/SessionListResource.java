package io.familygrocer.family.session;

import java.util.Optional;
import java.util.UUID;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

import io.familygrocer.platform.web.CurrentCaller;
import io.familygrocer.platform.web.Page;

/** Where the caller is signed in, and how to end that. */
@Path("/api/sessions")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sessions", description = "Signing up, in, on and out")
public class SessionListResource {

    private final SessionService sessions;
    private final CurrentCaller caller;

    SessionListResource(SessionService sessions, CurrentCaller caller) {
        this.sessions = sessions;
        this.caller = caller;
    }

    /** A page of the caller's sessions. */
    @GET
    @Operation(operationId = "listSessions", summary = "Where the caller is signed in, the newest first")
    @APIResponse(responseCode = "200", description = "A page of sessions")
    @APIResponse(responseCode = "403", description = "A guest pass has no sessions")
    public Uni<RestResponse<Page<SessionSummary>>> list(
            @RestQuery
                    @Parameter(description = "The value of next of the page before")
                    @Pattern(regexp = SessionKey.FORM, message = "must be a value of next")
                    String after,
            @RestQuery
                    @DefaultValue("20")
                    @Parameter(description = "How many at most")
                    @Min(value = 1, message = "must be 1 to 100")
                    @Max(value = 100, message = "must be 1 to 100")
                    int limit) {
        return sessions.list(caller.person(), Optional.ofNullable(after).map(SessionKey::parse), limit)
                .map(page -> RestResponse.ResponseBuilder.ok(page)
                        .header("Cache-Control", "no-store")
                        .build());
    }

    /** The end of one session. */
    @DELETE
    @Path("{id}")
    @Operation(
            operationId = "endSession",
            summary = "Ends a session of the caller's; again has no effect",
            description = "It can't be refreshed any more. Its last access token is good until it expires, after 5"
                    + " minutes at most.")
    @APIResponse(responseCode = "204", description = "It is over")
    @APIResponse(responseCode = "403", description = "A guest pass has no sessions")
    @APIResponse(responseCode = "404", description = "The caller has no such session")
    public Uni<Void> end(@RestPath UUID id) {
        return sessions.end(caller.person(), id);
    }

    /** The end of all sessions. */
    @DELETE
    @Operation(operationId = "endSessions", summary = "Ends all sessions of the caller, or all but this one")
    @APIResponse(responseCode = "204", description = "They are over")
    @APIResponse(responseCode = "403", description = "A guest pass has no sessions")
    public Uni<Void> endAll(
            @RestQuery @DefaultValue("false") @Parameter(description = "Whether the session that asks goes on")
                    boolean keepCurrent) {
        return sessions.endAll(caller.person(), keepCurrent);
    }
}
