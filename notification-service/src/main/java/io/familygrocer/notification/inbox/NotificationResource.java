package io.familygrocer.notification.inbox;

import java.util.Optional;
import java.util.UUID;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

import io.familygrocer.platform.web.CurrentCaller;

/** What the caller is told; a guest pass has no inbox. */
@Path("/api/notifications")
@Authenticated
@Tag(name = "notifications")
public class NotificationResource {

    private final NotificationService notifications;
    private final CurrentCaller caller;

    NotificationResource(NotificationService notifications, CurrentCaller caller) {
        this.notifications = notifications;
        this.caller = caller;
    }

    /** A page of the caller's inbox. */
    @GET
    @Operation(
            summary = "The caller's inbox, newest first",
            description = "Titles and bodies are in English or German, as Accept-Language prefers.")
    public Uni<RestResponse<NotificationPage>> page(
            @RestQuery
                    @Parameter(description = "The value of next of the page before")
                    @Pattern(regexp = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", message = "must be a UUID")
                    String after,
            @RestQuery
                    @DefaultValue("20")
                    @Parameter(description = "How many at most")
                    @Min(value = 1, message = "must be 1 to 100")
                    @Max(value = 100, message = "must be 1 to 100")
                    int limit,
            @RestQuery @DefaultValue("false") @Parameter(description = "Only what is unread") boolean unread,
            @RestHeader(HttpHeaders.ACCEPT_LANGUAGE) String languages) {
        var phrases = Phrases.of(languages);
        return notifications
                .page(caller.person(), Optional.ofNullable(after).map(UUID::fromString), unread, limit, phrases)
                .map(page -> RestResponse.ResponseBuilder.ok(page)
                        .header(HttpHeaders.CONTENT_LANGUAGE, phrases.language())
                        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    /** Marks one entry as read. */
    @POST
    @Path("{id}/read")
    @Operation(summary = "Mark an entry as read", description = "Again has no effect.")
    @APIResponse(responseCode = "204", description = "It is read")
    @APIResponse(responseCode = "404", description = "The caller has no such entry")
    public Uni<Void> read(@RestPath UUID id) {
        return notifications.read(caller.person(), id);
    }

    /** Marks all entries as read. */
    @POST
    @Path("read-all")
    @Operation(summary = "Mark everything as read")
    @APIResponse(responseCode = "204", description = "Everything is read")
    public Uni<Void> readAll() {
        return notifications.readAll(caller.person());
    }
}
