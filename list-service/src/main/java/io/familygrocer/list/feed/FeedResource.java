package io.familygrocer.list.feed;

import java.util.UUID;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

import io.familygrocer.platform.web.CurrentCaller;
import io.familygrocer.platform.web.Page;
import io.familygrocer.platform.web.RevisionTag;

/** Lists in a calendar. */
@Path("/api/feeds")
@Tag(name = "feeds")
public class FeedResource {

    private final FeedService feeds;
    private final CurrentCaller caller;

    FeedResource(FeedService feeds, CurrentCaller caller) {
        this.feeds = feeds;
        this.caller = caller;
    }

    /** Makes a link in place of the one that there was for the same. */
    @POST
    @Authenticated
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "makeFeed",
            summary = "Make a secret link to a calendar",
            description = "For a list, or for all that the caller sees. It is told only once; making it anew ends it.")
    public Uni<RestResponse<FeedRequests.MadeLink>> make(
            @NotNull(message = "is needed") @Valid FeedRequests.NewLink request) {
        return feeds.make(caller.get(), request.familyId(), request.listId())
                .map(made -> RestResponse.ResponseBuilder.<FeedRequests.MadeLink>create(RestResponse.Status.CREATED)
                        .entity(new FeedRequests.MadeLink(
                                made.link().id(),
                                made.link().familyId(),
                                made.link().listId(),
                                made.link().createdAt(),
                                "/api/feeds/" + made.secret() + "/todo.ics"))
                        .header("Cache-Control", "no-store")
                        .build());
    }

    /** The caller's links, without their secrets. */
    @GET
    @Authenticated
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "feeds", summary = "One's links to calendars")
    public Uni<Page<FeedRequests.Link>> links(@RestQuery @NotNull(message = "is needed") UUID family) {
        return feeds.links(caller.get(), family)
                .map(links ->
                        Page.whole(links.stream().map(FeedRequests.Link::of).toList()));
    }

    /** Takes a link away. */
    @DELETE
    @Path("{id}")
    @Authenticated
    @Operation(operationId = "revokeFeed", summary = "End a link to a calendar")
    public Uni<Void> revoke(@RestPath UUID id) {
        return feeds.revoke(caller.get(), id);
    }

    /** The feed itself, for whoever has the link. */
    @GET
    @Path("{secret}/todo.ics")
    @PermitAll
    @Produces("text/calendar;charset=utf-8")
    @Operation(
            operationId = "readFeed",
            summary = "A calendar of to-dos",
            description = "RFC 5545, VTODO. The link is the secret; it ends with the membership of who made it.")
    public Uni<RestResponse<String>> read(@RestPath String secret, @RestHeader("If-None-Match") String ifNoneMatch) {
        return feeds.read(secret, revision -> ifNoneMatch != null && RevisionTag.matches(ifNoneMatch, revision))
                .map(feed -> RestResponse.ResponseBuilder.<String>create(
                                feed.text().isPresent() ? RestResponse.Status.OK : RestResponse.Status.NOT_MODIFIED)
                        .entity(feed.text().orElse(null))
                        .header("ETag", RevisionTag.of(feed.revision()))
                        .header("Cache-Control", "private, no-cache")
                        .header("Referrer-Policy", "no-referrer")
                        .header("X-Robots-Tag", "noindex")
                        .build());
    }
}
