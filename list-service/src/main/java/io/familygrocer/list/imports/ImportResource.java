package io.familygrocer.list.imports;

import java.util.Arrays;
import java.util.UUID;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

import io.familygrocer.platform.web.CurrentCaller;
import io.familygrocer.platform.web.ProblemException;

/** Brings lists from elsewhere. */
@Path("/api/imports")
@Authenticated
@Tag(name = "imports")
public class ImportResource {

    private final ImportService imports;
    private final CurrentCaller caller;

    ImportResource(ImportService imports, CurrentCaller caller) {
        this.imports = imports;
        this.caller = caller;
    }

    /** Imports a file; the same file twice changes nothing. */
    @POST
    @Consumes({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN, "text/csv", MediaType.APPLICATION_OCTET_STREAM})
    @Operation(
            summary = "Import lists",
            description = "Formats: kitchenowl, csv, text. dryRun=true only says what would come.")
    public Uni<ImportReport> run(
            @RestQuery @NotNull(message = "is needed") UUID family,
            @RestQuery @NotBlank(message = "is needed") String format,
            @RestQuery
                    @DefaultValue("Imported")
                    @Size(min = 1, max = 200, message = "must be {min} to {max} characters")
                    String list,
            @RestQuery
                    @DefaultValue("false")
                    @Parameter(schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
                    String dryRun,
            @NotNull(message = "is needed") String body) {
        return imports.run(caller.get(), family, named(format), list, flag(dryRun), body);
    }

    /** Not JAX-RS' own conversion, to which everything but "true" is false: a misspelt dry run would write. */
    private static boolean flag(String dryRun) {
        return switch (dryRun) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ProblemException.invalid("dryRun", "must be true or false");
        };
    }

    private static ImportFormat named(String format) {
        return Arrays.stream(ImportFormat.values())
                .filter(known -> known.wire().equals(format))
                .findAny()
                .orElseThrow(() -> ProblemException.invalid("format", "must be one of kitchenowl, csv, text"));
    }
}
