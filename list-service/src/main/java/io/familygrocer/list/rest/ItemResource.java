package io.familygrocer.list.rest;

import java.util.Optional;
import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
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
import io.familygrocer.list.store.Item;
import io.familygrocer.platform.web.CurrentCaller;
import io.familygrocer.platform.web.Page;

/** The items of a list in plain REST. */
@Path("/api/lists/{listId}/items")
@Authenticated
@Tag(name = "items")
public class ItemResource {

    private final ListService lists;
    private final TravelService past;
    private final CurrentCaller caller;

    ItemResource(ListService lists, TravelService past, CurrentCaller caller) {
        this.lists = lists;
        this.past = past;
        this.caller = caller;
    }

    /** A page of what is on a list. */
    @GET
    @Operation(
            summary = "What is on a list, by pages",
            description =
                    "With at, what was on it at that revision of the family. With Seen-Revision, it is at least as"
                            + " new as that revision; without, it is the newest.")
    public Uni<Page<DocumentView>> all(
            @RestPath UUID listId,
            @RestQuery UUID after,
            @RestQuery
                    @DefaultValue("200")
                    @Min(value = 1, message = "must be 1 or more")
                    @Max(value = 1000, message = "must be at most {value}")
                    int limit,
            @RestQuery @Min(value = 0, message = "must be 0 or more") Long at,
            @RestHeader("Seen-Revision") @Min(value = 0, message = "must be 0 or more") Long seen) {
        var items = at == null
                ? lists.items(caller.get(), listId, after, limit, Optional.ofNullable(seen))
                : past.items(caller.get(), listId, at, after, limit);
        return items.map(
                page -> new Page<>(page.items().stream().map(DocumentView::of).toList(), page.next()));
    }

    /** One item. */
    @GET
    @Path("{id}")
    @Operation(summary = "One item")
    public Uni<RestResponse<DocumentView>> one(@RestPath UUID listId, @RestPath UUID id) {
        return lists.item(caller.get(), listId, id).map(item -> answer(RestResponse.Status.OK, item));
    }

    /** Puts something on a list. */
    @POST
    @Operation(summary = "Add an item", description = "With an Idempotency-Key, once however often it is sent.")
    public Uni<RestResponse<DocumentView>> create(
            @RestPath UUID listId,
            @NotNull(message = "is needed") @Valid ListRequests.NewItem request,
            @RestHeader("Idempotency-Key") @Size(max = 255, message = "must be at most {max} characters") String key) {
        return lists.create(caller.get(), listId, request, key).map(item -> answer(RestResponse.Status.CREATED, item));
    }

    /** Writes the fields of an item that are named; {@code checked} among them. */
    @PATCH
    @Path("{id}")
    @Operation(
            summary = "Change or check an item",
            description = "Only the fields that are named: name, amount, unit, note, category, checked, productId,"
                    + " barcode, photo, urgent, assignedTo, stores, due, notFound, estimatedPrice, paidPrice, recurrence,"
                    + " skippedIn. Null takes a value away.")
    public Uni<RestResponse<DocumentView>> edit(
            @RestPath UUID listId,
            @RestPath UUID id,
            @NotNull(message = "is needed") ObjectNode fields,
            @RestHeader("Idempotency-Key") @Size(max = 255, message = "must be at most {max} characters") String key,
            @RestHeader("If-Match") String ifMatch) {
        return lists.edit(caller.get(), listId, id, fields, key, ETags.ifMatch(ifMatch))
                .map(item -> answer(RestResponse.Status.OK, item));
    }

    /** Adds to the amount. */
    @POST
    @Path("{id}/adjust")
    @Operation(summary = "Add to the amount", description = "With an Idempotency-Key, once however often it is sent.")
    public Uni<RestResponse<DocumentView>> adjust(
            @RestPath UUID listId,
            @RestPath UUID id,
            @NotNull(message = "is needed") @Valid ListRequests.Adjustment adjustment,
            @RestHeader("Idempotency-Key") @Size(max = 255, message = "must be at most {max} characters") String key) {
        return lists.adjust(caller.get(), listId, id, adjustment, key)
                .map(item -> answer(RestResponse.Status.OK, item));
    }

    /** Says yes to what a child has added; a no is to remove it. */
    @POST
    @Path("{id}/approve")
    @Operation(
            summary = "Approve an item",
            description = "Says yes to what a child has added; a no is to remove it. Again has no effect.")
    public Uni<RestResponse<DocumentView>> approve(
            @RestPath UUID listId,
            @RestPath UUID id,
            @RestHeader("Idempotency-Key") @Size(max = 255, message = "must be at most {max} characters") String key) {
        return lists.approve(caller.get(), listId, id, key).map(item -> answer(RestResponse.Status.OK, item));
    }

    /** Takes an item off the list. */
    @DELETE
    @Path("{id}")
    @Operation(summary = "Remove an item")
    public Uni<Void> remove(
            @RestPath UUID listId,
            @RestPath UUID id,
            @RestHeader("Idempotency-Key") @Size(max = 255, message = "must be at most {max} characters") String key,
            @RestHeader("If-Match") String ifMatch) {
        return lists.removeItem(caller.get(), listId, id, key, ETags.ifMatch(ifMatch));
    }

    private static RestResponse<DocumentView> answer(RestResponse.Status status, Item item) {
        return RestResponse.ResponseBuilder.<DocumentView>create(status)
                .entity(DocumentView.of(item))
                .header("ETag", ETags.of(item.revision()))
                .build();
    }
}
