package io.familygrocer.list.sync;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.familygrocer.platform.web.CurrentCaller;

/** Push and pull in one call. */
@Path("/api/sync")
@Authenticated
@Tag(name = "sync")
public class SyncResource {

    private final SyncService sync;
    private final CurrentCaller caller;

    SyncResource(SyncService sync, CurrentCaller caller) {
        this.sync = sync;
        this.caller = caller;
    }

    /** Takes the mutations, each exactly once, and answers what has changed since. */
    @POST
    @Operation(summary = "Push mutations, pull changes", description = "A resent mutation has no second effect.")
    public Uni<SyncResponse> sync(@NotNull(message = "is needed") @Valid SyncRequest request) {
        return sync.sync(caller.get(), request);
    }
}
