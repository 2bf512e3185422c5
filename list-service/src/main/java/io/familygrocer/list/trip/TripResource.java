package io.familygrocer.list.trip;

import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import io.familygrocer.list.store.DocumentView;
import io.familygrocer.platform.web.CurrentCaller;
import io.familygrocer.platform.web.Page;

/** Shopping trips in plain REST. */
@Path("/api/lists/trips")
@Authenticated
@Tag(name = "trips")
public class TripResource {

    private final TripService trips;
    private final CurrentCaller caller;

    TripResource(TripService trips, CurrentCaller caller) {
        this.trips = trips;
        this.caller = caller;
    }

    /** The trips of a family. */
    @GET
    @Operation(summary = "The trips of a family, the latest change first")
    public Uni<Page<DocumentView>> history(
            @RestQuery @NotNull(message = "is needed") UUID family,
            @RestQuery @Min(value = 1, message = "must be 1 or more") Long after,
            @RestQuery
                    @DefaultValue("50")
                    @Min(value = 1, message = "must be 1 or more")
                    @Max(value = 200, message = "must be at most {value}")
                    int limit) {
        return trips.history(caller.get(), family, after, limit)
                .map(page ->
                        new Page<>(page.items().stream().map(DocumentView::of).toList(), page.next()));
    }

    /** Sets out to shop a list. */
    @POST
    @ResponseStatus(201)
    @APIResponse(responseCode = "201", description = "Set out")
    @Operation(
            summary = "Set out to shop a list",
            description = "With an Idempotency-Key, once however often it is sent.")
    public Uni<DocumentView> start(
            @NotNull(message = "is needed") @Valid TripRequests.Start start,
            @RestHeader("Idempotency-Key") @Size(max = 255, message = "must be at most {max} characters") String key) {
        return trips.start(caller.get(), start, key).map(DocumentView::of);
    }

    /** How a trip goes, or went. */
    @GET
    @Path("{id}")
    @Operation(summary = "How a trip goes: who is there, what was bought, what it comes to")
    public Uni<TripReport> report(@RestPath UUID id) {
        return trips.report(caller.get(), id);
    }

    /** Says who goes by a category. */
    @PUT
    @Path("{id}/claims")
    @Operation(summary = "Say who goes by a category", description = "The newest word counts; null is nobody.")
    public Uni<DocumentView> claim(@RestPath UUID id, @NotNull(message = "is needed") @Valid TripRequests.Claim claim) {
        return trips.claim(caller.get(), id, claim).map(DocumentView::of);
    }

    /** Ends a trip. */
    @POST
    @Path("{id}/finish")
    @Operation(
            summary = "End a trip",
            description =
                    "What was checked becomes purchases with their prices, and the way through the store is learned.")
    public Uni<DocumentView> finish(
            @RestPath UUID id, @NotNull(message = "is needed") @Valid TripRequests.Finish finish) {
        return trips.finish(caller.get(), id, finish).map(DocumentView::of);
    }

    /** Says that the caller is on a trip; to be said again within a minute. */
    @PUT
    @Path("{id}/presence")
    @Operation(
            summary = "Be on a trip",
            description = "To be said again within a minute. The family's streams hear it.")
    public Uni<Void> come(@RestPath UUID id) {
        return trips.present(caller.get(), id, true);
    }

    /** Says that the caller is on a trip no more. */
    @DELETE
    @Path("{id}/presence")
    @Operation(summary = "Be on a trip no more")
    public Uni<Void> go(@RestPath UUID id) {
        return trips.present(caller.get(), id, false);
    }
}
