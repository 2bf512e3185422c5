package io.familygrocer.list.rest;

import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

import io.familygrocer.list.activity.TravelService;
import io.familygrocer.list.store.DocumentView;
import io.familygrocer.list.store.GroceryList;
import io.familygrocer.platform.web.CurrentCaller;
import io.familygrocer.platform.web.Page;

/** Lists in plain REST. */
@Path("/api/lists")
@Authenticated
@Tag(name = "lists")
public class ListResource {

    private final ListService lists;
    private final TravelService past;
    private final CurrentCaller caller;

    ListResource(ListService lists, TravelService past, CurrentCaller caller) {
        this.lists = lists;
        this.past = past;
        this.caller = caller;
    }

    /** The lists of a family, or of all of the caller's families. */
    @GET
    @Operation(summary = "Lists with how much is on them")
    public Uni<Page<ListSummary>> all(@RestQuery UUID family) {
        return lists.lists(caller.get(), family);
    }

    /** One list; the entity tag is for {@code If-Match}. */
    @GET
    @Path("{id}")
    @Operation(summary = "One list", description = "With at, as it was at that revision of the family.")
    public Uni<RestResponse<DocumentView>> one(
            @RestPath UUID id, @RestQuery @Min(value = 0, message = "must be 0 or more") Long at) {
        var found = at == null ? lists.list(caller.get(), id) : past.list(caller.get(), id, at);
        return found.map(list -> answer(RestResponse.Status.OK, list));
    }

    /** Makes a list. */
    @POST
    @Operation(summary = "Make a list", description = "With an Idempotency-Key, once however often it is sent.")
    public Uni<RestResponse<DocumentView>> create(
            @NotNull(message = "is needed") @Valid ListRequests.NewList request,
            @RestHeader("Idempotency-Key") @Size(max = 255, message = "must be at most {max} characters") String key) {
        return lists.create(caller.get(), request, key).map(list -> answer(RestResponse.Status.CREATED, list));
    }

    /** Writes the fields of a list that are named. */
    @PATCH
    @Path("{id}")
    @Operation(
            summary = "Change a list",
            description = "Only the fields that are named: name, icon, colour, position, archived, store, template,"
                    + " budget, sharedWith. Null takes a value away.")
    public Uni<RestResponse<DocumentView>> edit(
            @RestPath UUID id,
            @NotNull(message = "is needed") ObjectNode fields,
            @RestHeader("Idempotency-Key") @Size(max = 255, message = "must be at most {max} characters") String key,
            @RestHeader("If-Match") String ifMatch) {
        return lists.edit(caller.get(), id, fields, key, ETags.ifMatch(ifMatch))
                .map(list -> answer(RestResponse.Status.OK, list));
    }

    /** Removes a list and what is on it. */
    @DELETE
    @Path("{id}")
    @Operation(summary = "Remove a list and what is on it")
    public Uni<Void> remove(
            @RestPath UUID id,
            @RestHeader("Idempotency-Key") @Size(max = 255, message = "must be at most {max} characters") String key,
            @RestHeader("If-Match") String ifMatch) {
        return lists.removeList(caller.get(), id, key, ETags.ifMatch(ifMatch));
    }

    private static RestResponse<DocumentView> answer(RestResponse.Status status, GroceryList list) {
        return RestResponse.ResponseBuilder.<DocumentView>create(status)
                .entity(DocumentView.of(list))
                .header("ETag", ETags.of(list.revision()))
                .build();
    }
}
