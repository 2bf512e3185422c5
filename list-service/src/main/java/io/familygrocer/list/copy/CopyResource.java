package io.familygrocer.list.copy;

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

/** Lists from lists. */
@Path("/api/lists/{id}/copies")
@Authenticated
@Tag(name = "lists")
public class CopyResource {

    private final CopyService copies;
    private final CurrentCaller caller;

    CopyResource(CopyService copies, CurrentCaller caller) {
        this.copies = copies;
        this.caller = caller;
    }

    /** Copies a list or a template, or makes a template from a list. */
    @POST
    @ResponseStatus(201)
    @APIResponse(responseCode = "201", description = "Copied")
    @Operation(
            summary = "Make a list from a list or a template",
            description = "The items are open in the copy. With an Idempotency-Key, once however often it is sent.")
    public Uni<DocumentView> copy(
            @RestPath UUID id,
            @NotNull(message = "is needed") @Valid CopyRequest request,
            @RestHeader("Idempotency-Key") @Size(max = 255, message = "must be at most {max} characters") String key) {
        return copies.copy(caller.get(), id, request, key).map(DocumentView::of);
    }
}
