package io.familygrocer.list.exports;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import io.familygrocer.platform.web.CurrentCaller;
import io.familygrocer.platform.web.ProblemException;

/** Lists as files to take along. The format decides about the media type, not the header {@code Accept}. */
@Path("/api/lists")
@Authenticated
@Tag(name = "exports")
public class ExportResource {

    private final ExportService exports;
    private final CurrentCaller caller;

    ExportResource(ExportService exports, CurrentCaller caller) {
        this.exports = exports;
        this.caller = caller;
    }

    /** One list. */
    @GET
    @Path("{id}/export")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(
            operationId = "exportList",
            summary = "A list as a file",
            description = "Formats: json, csv, markdown, text. What json says, an import reads again.")
    public RestMulti<byte[]> one(
            @RestPath UUID id,
            @RestQuery @DefaultValue("json") String format,
            @RestHeader("Seen-Revision") @Min(value = 0, message = "must be 0 or more") Long seen) {
        return answer(exports.one(caller.get(), id), named(format), "list", Optional.ofNullable(seen));
    }

    /** All lists of a family that the caller sees. */
    @GET
    @Path("export")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(
            operationId = "exportLists",
            summary = "The lists of a family as a file",
            description = "Formats: json, csv, markdown, text. What json says, an import reads again.")
    public RestMulti<byte[]> all(
            @RestQuery @NotNull(message = "is needed") UUID family,
            @RestQuery @DefaultValue("json") String format,
            @RestHeader("Seen-Revision") @Min(value = 0, message = "must be 0 or more") Long seen) {
        return answer(exports.all(caller.get(), family), named(format), "lists", Optional.ofNullable(seen));
    }

    private RestMulti<byte[]> answer(
            Uni<ExportService.Lists> lists, ExportFormat format, String what, Optional<Long> seen) {
        return RestMulti.fromUniResponse(
                lists,
                found -> exports.write(found, format, seen).map(text -> text.getBytes(StandardCharsets.UTF_8)),
                found -> headers(format, what));
    }

    /** No name of a list: what a header can carry of it would be another one. */
    private static Map<String, List<String>> headers(ExportFormat format, String what) {
        String file = "%s-%s.%s".formatted(what, LocalDate.now(Clock.system(ZoneOffset.UTC)), format.extension());
        return Map.of(
                "Content-Type", List.of(format.mediaType()),
                "Content-Disposition", List.of("attachment; filename=\"" + file + "\""),
                "Cache-Control", List.of("no-store"),
                "X-Content-Type-Options", List.of("nosniff"));
    }

    private static ExportFormat named(String format) {
        return Arrays.stream(ExportFormat.values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(format))
                .findAny()
                .orElseThrow(() -> ProblemException.invalid("format", "must be one of json, csv, markdown, text"));
    }
}
