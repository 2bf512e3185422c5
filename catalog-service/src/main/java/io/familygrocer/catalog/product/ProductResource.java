package io.familygrocer.catalog.product;

import java.util.List;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import io.familygrocer.catalog.CatalogConfig;
import io.familygrocer.catalog.Language;
import io.familygrocer.catalog.PublicResource;

/** What one can buy. */
@Path("/api/catalog/products")
@PermitAll
@Tag(name = "catalogue")
public class ProductResource extends PublicResource {

    private static final String SLUG = "[a-z0-9-]{1,64}";

    private final ProductService products;

    ProductResource(ProductService products, ObjectMapper json, CatalogConfig config) {
        super(json, config);
        this.products = products;
    }

    /** A page of products. */
    @GET
    @Operation(
            summary = "Products, all or those that a text stands for",
            description = "By name; with q the best match first: names, synonyms, words inside, then similar spelling.")
    @APIResponse(
            responseCode = "200",
            description = "A page of products",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Products.class)))
    @APIResponse(responseCode = "304", description = "As the If-None-Match header has it")
    @APIResponse(responseCode = "400", description = "A parameter is out of its bounds")
    public Uni<Response> page(
            @RestQuery
                    @Parameter(description = "What a name or synonym begins with or is like; all products without it")
                    @Size(max = 80, message = "must be at most {max} characters")
                    String q,
            @RestQuery
                    @Parameter(description = "Only products of the category with this slug")
                    @Pattern(regexp = SLUG, message = "must be the slug of a category")
                    String category,
            @RestQuery
                    @DefaultValue("en")
                    @Parameter(description = "The language that is searched and sorted in")
                    @Pattern(regexp = "en|de", message = "must be one of [en, de]")
                    String lang,
            @RestQuery
                    @Parameter(description = "The value of next of the page before")
                    @Size(max = 400, message = "must be at most {max} characters")
                    String after,
            @RestQuery
                    @DefaultValue("50")
                    @Parameter(description = "How many at most")
                    @Min(value = 1, message = "must be 1 to 100")
                    @Max(value = 100, message = "must be 1 to 100")
                    int limit,
            @Context Request request) {
        return products.page(q, category, Language.of(lang), after, limit).map(page -> answer(page, request));
    }

    /** One product. */
    @GET
    @Path("{id: " + SLUG + "}")
    @Operation(summary = "One product", description = "Also one that is no longer in the catalogue.")
    @APIResponse(
            responseCode = "200",
            description = "The product",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ProductView.class)))
    @APIResponse(responseCode = "304", description = "As the If-None-Match header has it")
    @APIResponse(responseCode = "404", description = "There is no such product")
    public Uni<Response> one(@RestPath String id, @Context Request request) {
        return products.product(id).map(product -> answer(product, request));
    }

    /** The form of the answer, for its description. */
    record Products(List<ProductView> items, String next) {}
}
