package io.familygrocer.list.imports;

import java.io.InputStream;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

import io.familygrocer.platform.web.CurrentCaller;
import io.familygrocer.platform.web.Problem;
import io.familygrocer.platform.web.ProblemException;

/** Brings lists from elsewhere. */
@Path("/api/imports")
@Authenticated
@Tag(name = "imports")
@Consumes({
    MediaType.APPLICATION_JSON,
    MediaType.TEXT_PLAIN,
    "text/csv",
    "text/markdown",
    "application/zip",
    MediaType.APPLICATION_OCTET_STREAM
})
public class ImportResource {

    private final ImportService imports;
    private final CurrentCaller caller;

    ImportResource(ImportService imports, CurrentCaller caller) {
        this.imports = imports;
        this.caller = caller;
    }

    /** Imports a file; the same file twice changes nothing. */
    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Blocking
    @Operation(
            operationId = "importLists",
            summary = "Import lists",
            description = "Formats: auto, bring, csv, family-grocer, grocy, kitchenowl, koffan, koffan-csv, mealie, "
                    + "ourgroceries, pantry, tandoor, text. dryRun=true only says what would come. With "
                    + "Accept: text/event-stream the events are progress, and at the end report or problem; whoever "
                    + "goes before the end ends the import, and nothing of it stays.")
    public Uni<ImportReport> run(@BeanParam Query query, @NotNull(message = "is needed") InputStream body) {
        return imports.run(imports.prepare(caller.get(), query.request(), body), ImportService.Watcher.NONE);
    }

    /** The same, with its progress as events. */
    @POST
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @Operation(hidden = true)
    public Multi<OutboundSseEvent> watch(
            @BeanParam Query query, @NotNull(message = "is needed") InputStream body, @Context Sse sse) {
        var ready = imports.prepare(caller.get(), query.request(), body);
        return Multi.createFrom()
                .<OutboundSseEvent>emitter(
                        events -> {
                            var watched = new Watched(events, sse);
                            imports.run(ready, watched)
                                    .subscribe()
                                    .with(
                                            report -> end(events, event(sse, "report", report)),
                                            failure -> fail(watched, failure));
                        },
                        BackPressureStrategy.BUFFER);
    }

    /** Whoever has gone hears nothing. */
    private static void fail(Watched watched, Throwable failure) {
        if (failure instanceof ProblemException refusal) {
            end(watched.events, event(watched.sse, "problem", Problem.of(refusal)));
        } else if (!watched.gone()) {
            watched.events.fail(failure);
        }
    }

    private static void end(MultiEmitter<? super OutboundSseEvent> events, OutboundSseEvent last) {
        events.emit(last);
        events.complete();
    }

    private static OutboundSseEvent event(Sse sse, String name, Object data) {
        return sse.newEventBuilder()
                .name(name)
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(data)
                .build();
    }

    /** What the caller asks for. */
    public static class Query {

        private static final int LONGEST_NAME = 200;

        @RestQuery
        @Parameter(required = true)
        UUID family;

        @RestQuery
        @Parameter(required = true)
        String format;

        @RestQuery
        @DefaultValue("Imported")
        @Parameter(schema = @Schema(minLength = 1, maxLength = LONGEST_NAME, defaultValue = "Imported"))
        String list;

        @RestQuery
        @DefaultValue("false")
        @Parameter(schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
        String dryRun;

        ImportService.Request request() {
            if (family == null) {
                throw ProblemException.invalid("family", "is needed");
            }
            if (format == null || format.isBlank()) {
                throw ProblemException.invalid("format", "is needed");
            }
            if (list.isBlank() || list.codePointCount(0, list.length()) > LONGEST_NAME) {
                throw ProblemException.invalid("list", "must be 1 to %d characters".formatted(LONGEST_NAME));
            }
            return new ImportService.Request(family, format, list.strip(), flag());
        }

        /** Not JAX-RS' own conversion, to which everything but "true" is false: a misspelt dry run would write. */
        private boolean flag() {
            return switch (dryRun) {
                case "true" -> true;
                case "false" -> false;
                default -> throw ProblemException.invalid("dryRun", "must be true or false");
            };
        }
    }

    /** A client that follows the import by its stream. */
    private static final class Watched implements ImportService.Watcher {

        private final MultiEmitter<? super OutboundSseEvent> events;
        private final Sse sse;
        private final AtomicBoolean gone = new AtomicBoolean();

        Watched(MultiEmitter<? super OutboundSseEvent> events, Sse sse) {
            this.events = events;
            this.sse = sse;
            events.onTermination(() -> gone.set(true));
        }

        @Override
        public void hears(ImportProgress progress) {
            events.emit(event(sse, "progress", progress));
        }

        @Override
        public boolean gone() {
            return gone.get();
        }
    }
}
