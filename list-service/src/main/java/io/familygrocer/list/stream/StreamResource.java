package io.familygrocer.list.stream;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NameBinding;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import io.familygrocer.platform.web.CurrentCaller;
import io.familygrocer.platform.web.ProblemException;

/** The live side: server-sent events. */
@Path("/api/stream")
@Authenticated
@Tag(name = "sync")
public class StreamResource {

    /** Neither a proxy nor a cache may hold a stream back. */
    private static final Map<String, List<String>> HEADERS =
            Map.of("X-Accel-Buffering", List.of("no"), "Cache-Control", List.of("no-store"));

    private final StreamService streams;
    private final CurrentCaller caller;

    StreamResource(StreamService streams, CurrentCaller caller) {
        this.streams = streams;
        this.caller = caller;
    }

    /**
     * Refuses before the stream opens: once it has, its head is on the way and a refusal would be an event among events.
     *
     * @return nothing where the stream may open; its failure is the answer otherwise
     */
    @ServerRequestFilter
    @Guarded
    public Uni<Void> mayOpen(UriInfo uri) {
        String family = uri.getQueryParameters().getFirst("family");
        return family == null ? Uni.createFrom().voidItem() : streams.mayOpen(caller.get(), familyId(family));
    }

    /** The changes of a family as they happen, from {@code Last-Event-ID} or {@code since} on, else from now. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Guarded
    @Operation(
            summary = "Changes as they happen",
            description = "Events: changes (id is the revision), goodbye, and reset where the client has to sync anew"
                    + " from nothing. A comment every 20 s.")
    public RestMulti<OutboundSseEvent> stream(
            @RestQuery @NotNull(message = "is needed") UUID family,
            @RestQuery @Min(value = 0, message = "must be 0 or more") Long since,
            @RestHeader("Last-Event-ID") String lastEventId,
            @Context Sse sse) {
        Long from = lastEventId == null ? since : Long.valueOf(revision(lastEventId));
        return RestMulti.fromUniResponse(
                streams.open(caller.get(), family, from), changes -> events(changes, sse), changes -> HEADERS);
    }

    private static Multi<OutboundSseEvent> events(Multi<Subscriber.Change> changes, Sse sse) {
        return Multi.createBy()
                .concatenating()
                .streams(Multi.createFrom().item(Words.open()), changes.map(Words::event))
                .map(event -> built(event, sse));
    }

    private static OutboundSseEvent built(Words.Event event, Sse sse) {
        var builder = sse.newEventBuilder().name(event.name()).id(event.id()).comment(event.comment());
        if (event.retry() != null) {
            builder.reconnectDelay(event.retry());
        }
        if (event.data() != null) {
            builder.mediaType(MediaType.APPLICATION_JSON_TYPE).data(event.data());
        }
        return builder.build();
    }

    private static UUID familyId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.notFound();
        }
    }

    private static long revision(String lastEventId) {
        try {
            return Math.max(0, Long.parseLong(lastEventId));
        } catch (NumberFormatException e) {
            throw ProblemException.invalid("Last-Event-ID", "must be the id of an event of this stream");
        }
    }

    /** Marks what {@link #mayOpen} looks at first. */
    @NameBinding
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Guarded {}
}
