package io.familygrocer.list.aisle;

import java.util.UUID;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import io.familygrocer.platform.web.CurrentCaller;

/** A list as it is shopped. */
@Path("/api/lists/{id}/by-store")
@Authenticated
@Tag(name = "aisles")
public class StoreViewResource {

    private final StoreViewService views;
    private final CurrentCaller caller;

    StoreViewResource(StoreViewService views, CurrentCaller caller) {
        this.views = views;
        this.caller = caller;
    }

    /** A list split by store and aisle. */
    @GET
    @Operation(
            summary = "One list split by store",
            description = "Each store in the order of its aisles. What is wanted at several is in each of them, and"
                    + " checked once.")
    public Uni<StoreView> view(@RestPath UUID id) {
        return views.view(caller.get(), id);
    }
}
