package io.familygrocer.list.activity;

import java.util.Optional;
import java.util.UUID;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import io.familygrocer.platform.web.CurrentCaller;
import io.familygrocer.platform.web.Page;

/** What has happened on a family's lists, and taking it back. */
@Path("/api/lists/activity")
@Authenticated
@Tag(name = "activity")
public class ActivityResource {

    private final ActivityService activity;
    private final CurrentCaller caller;

    ActivityResource(ActivityService activity, CurrentCaller caller) {
        this.activity = activity;
        this.caller = caller;
    }

    /** A page of what has happened, the newest first. */
    @GET
    @Operation(
            summary = "What has happened, the newest first",
            description = "after is the next of the page before. With"
                    + " Seen-Revision, it is at least as new as that revision; without, it is the newest.")
    public Uni<Page<ActivityView>> page(
            @RestQuery @NotNull(message = "is needed") UUID family,
            @RestQuery UUID list,
            @RestQuery @Min(value = 1, message = "must be 1 or more") Long after,
            @RestQuery
                    @DefaultValue("50")
                    @Min(value = 1, message = "must be 1 or more")
                    @Max(value = 200, message = "must be at most {value}")
                    int limit,
            @RestHeader("Seen-Revision") @Min(value = 0, message = "must be 0 or more") Long seen) {
        return activity.page(caller.get(), family, list, after, limit, Optional.ofNullable(seen));
    }

    /** Takes back what one mutation did, where nobody has changed it since. */
    @POST
    @Path("{revision}/undo")
    @Operation(
            summary = "Take back what one mutation did",
            description = "What was changed since stands: the answer says whether all of it was taken back. With an"
                    + " Idempotency-Key, once however often it is sent.")
    public Uni<UndoneView> undo(
            @RestPath @Min(value = 1, message = "must be 1 or more") long revision,
            @RestQuery @NotNull(message = "is needed") UUID family,
            @RestHeader("Idempotency-Key") @Size(max = 255, message = "must be at most {max} characters") String key) {
        return activity.undo(caller.get(), family, revision, key);
    }
}
