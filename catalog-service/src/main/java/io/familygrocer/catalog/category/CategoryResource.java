package io.familygrocer.catalog.category;

import java.util.List;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.familygrocer.catalog.CatalogConfig;
import io.familygrocer.catalog.PublicResource;

/** The aisles of the shop. */
@Path("/api/catalog/categories")
@PermitAll
@Tag(name = "catalogue")
public class CategoryResource extends PublicResource {

    private final CategoryService categories;

    CategoryResource(CategoryService categories, ObjectMapper json, CatalogConfig config) {
        super(json, config);
        this.categories = categories;
    }

    /** All categories. */
    @GET
    @Operation(summary = "All categories", description = "In the order of a walk through the shop. Cacheable.")
    @APIResponse(
            responseCode = "200",
            description = "The categories",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Categories.class)))
    @APIResponse(responseCode = "304", description = "As the If-None-Match header has it")
    public Uni<Response> all(@Context Request request) {
        return categories.all().map(page -> answer(page, request));
    }

    /** The form of the answer, for its description. */
    record Categories(List<CategoryView> items, String next) {}
}
