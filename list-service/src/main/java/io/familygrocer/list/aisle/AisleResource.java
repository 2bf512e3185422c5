package io.familygrocer.list.aisle;

import java.util.List;
import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

import io.familygrocer.platform.web.CurrentCaller;
import io.familygrocer.platform.web.Page;

/** The ways through the stores. */
@Path("/api/lists/aisles")
@Authenticated
@Tag(name = "aisles")
public class AisleResource {

    private final AisleService aisles;
    private final CurrentCaller caller;

    AisleResource(AisleService aisles, CurrentCaller caller) {
        this.aisles = aisles;
        this.caller = caller;
    }

    /** The ways through all stores of a family, or through one. */
    @GET
    @Operation(
            summary = "In which order one comes by the categories of a store",
            description = "Of one store, or of all that the family knows. Learned from trips, and changed by hand.")
    public Uni<Page<AisleView>> all(
            @RestQuery @NotNull(message = "is needed") UUID family,
            @RestQuery @Size(min = 1, max = 60, message = "must have 1 to {max} characters") String store) {
        return store == null
                ? aisles.all(caller.get(), family)
                : aisles.one(caller.get(), family, store).map(one -> Page.whole(List.of(one)));
    }

    /** Says what the way through a store is. */
    @PUT
    @Operation(
            summary = "Say in which order one comes by the categories of a store",
            description = "What is said comes first; other categories follow as learned. An empty order is none.")
    public Uni<AisleView> say(@NotNull(message = "is needed") @Valid Said said) {
        return aisles.say(caller.get(), said.familyId(), said.store(), said.order());
    }

    /**
     * What somebody says of a store.
     *
     * @param order slugs of categories
     */
    public record Said(
            @NotNull(message = "is needed") UUID familyId,

            @NotBlank(message = "must not be empty") @Size(max = 60, message = "must be at most {max} characters")
            String store,

            @NotNull(message = "is needed") List<String> order) {}
}
