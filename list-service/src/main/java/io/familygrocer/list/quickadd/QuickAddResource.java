package io.familygrocer.list.quickadd;

import java.util.List;
import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;

import io.familygrocer.list.store.DocumentView;
import io.familygrocer.platform.web.CurrentCaller;

/** Adds what somebody typed or pasted. */
@Path("/api/lists/{id}/quick-add")
@Authenticated
@Tag(name = "quick add")
public class QuickAddResource {

    private final QuickAddService quickAdd;
    private final CurrentCaller caller;

    QuickAddResource(QuickAddService quickAdd, CurrentCaller caller) {
        this.quickAdd = quickAdd;
        this.caller = caller;
    }

    /** Adds the items of a text, in its order. */
    @POST
    @ResponseStatus(201)
    @APIResponse(responseCode = "201", description = "Added")
    @Operation(
            summary = "Add what somebody typed or pasted",
            description =
                    "\"2 kg apples, milk; 3x yoghurt 500g\", or a whole list by lines, in English, German, French, "
                            + "Spanish, Italian, Dutch, Polish or Portuguese. What is not understood stays in the name. "
                            + "With an Idempotency-Key, once however often it is sent.")
    public Uni<Added> add(
            @RestPath UUID id,
            @NotNull(message = "is needed") @Valid QuickAddRequest request,
            @RestHeader("Idempotency-Key") @Size(max = 255, message = "must be at most {max} characters") String key) {
        return quickAdd.add(caller.get(), id, request, key)
                .map(items -> new Added(items.stream().map(DocumentView::of).toList()));
    }

    /** What was added, in the order of the text. */
    public record Added(List<DocumentView> items) {}
}
