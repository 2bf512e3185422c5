package io.familygrocer.family.privacy;

import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

import io.quarkus.security.Authenticated;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;

import io.familygrocer.platform.web.CurrentCaller;

/** An archive, while it is made and while it can be fetched. */
@Path("/api/exports")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Privacy")
public class ExportResource {

    private final ExportService exports;
    private final CurrentCaller caller;

    ExportResource(ExportService exports, CurrentCaller caller) {
        this.exports = exports;
        this.caller = caller;
    }

    /** How far an archive has come. */
    @GET
    @Path("/{id}")
    @Operation(operationId = "exportProgress", summary = "How far an archive has come")
    @APIResponse(responseCode = "200", description = "By service")
    @APIResponse(responseCode = "404", description = "Not the caller's, or expired")
    public Uni<ExportView> get(@RestPath UUID id) {
        return exports.get(caller.person().personId(), id);
    }

    /** An archive, or some bytes of it. */
    @GET
    @Path("/{id}/archive")
    @Produces("application/zip")
    @RunOnVirtualThread
    @Operation(
            operationId = "exportArchive",
            summary = "Fetches an archive",
            description = "A zip of JSON files with a manifest of their sums. A Range header goes on where a download"
                    + " broke off.")
    @APIResponse(responseCode = "200", description = "All of it")
    @APIResponse(responseCode = "206", description = "The bytes that were asked for")
    @APIResponse(responseCode = "404", description = "Not the caller's, not ready, or expired")
    @APIResponse(responseCode = "416", description = "It has no such bytes")
    public Response archive(
            @RestPath UUID id, @RestHeader("Range") String range, @RestHeader("If-Range") String ifRange)
            throws Throwable {
        UUID personId = caller.person().personId();
        boolean fromTheStart = range == null || range.startsWith("bytes=0-");
        var view = VertxContextSupport.subscribeAndAwait(() -> exports.fetch(personId, id, fromTheStart));
        String tag = "\"" + view.sha256() + "\"";
        try {
            var part = ifRange == null || ifRange.equals(tag)
                    ? ByteRange.of(range, view.size())
                    : java.util.Optional.<ByteRange>empty();
            var bytes = part.orElse(new ByteRange(0, view.size() - 1));
            var answer = Response.status(part.isPresent() ? 206 : 200)
                    .entity((StreamingOutput) output -> write(id, bytes, output))
                    .header("Content-Length", bytes.length())
                    .header("Content-Disposition", "attachment; filename=\"family-grocer-" + id + ".zip\"")
                    .header("Accept-Ranges", "bytes")
                    .header("ETag", tag)
                    .header("Cache-Control", "private, no-store");
            part.ifPresent(some ->
                    answer.header("Content-Range", "bytes %d-%d/%d".formatted(some.first(), some.last(), view.size())));
            return answer.build();
        } catch (ByteRange.UnsatisfiableException e) {
            return Response.status(416)
                    .header("Content-Range", "bytes */" + view.size())
                    .build();
        }
    }

    private void write(UUID id, ByteRange bytes, OutputStream output) throws IOException {
        for (long at = bytes.first(); at <= bytes.last(); ) {
            int place = Math.toIntExact(at / ArchivePacker.CHUNK);
            byte[] chunk = chunk(id, place);
            int from = Math.toIntExact(at - (long) place * ArchivePacker.CHUNK);
            int to = Math.toIntExact(Math.min(chunk.length, bytes.last() + 1 - (long) place * ArchivePacker.CHUNK));
            output.write(chunk, from, to - from);
            at += to - from;
        }
    }

    private byte[] chunk(UUID id, int place) throws IOException {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> exports.chunk(id, place))
                    .orElseThrow(() -> new IOException("the archive was removed while it was read"));
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException(e);
        }
    }
}
