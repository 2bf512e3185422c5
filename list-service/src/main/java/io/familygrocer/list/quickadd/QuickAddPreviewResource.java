package io.familygrocer.list.quickadd;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.NonBlocking;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Says what a text would add. */
@Path("/api/lists/quick-add-preview")
@Authenticated
@Tag(name = "quick add")
public class QuickAddPreviewResource {

    private final QuickAddService quickAdd;

    QuickAddPreviewResource(QuickAddService quickAdd) {
        this.quickAdd = quickAdd;
    }

    /** Reads a text and writes nothing. */
    @POST
    @NonBlocking
    @Operation(summary = "What a text would add", description = "Reads it as quick-add does, and writes nothing.")
    public QuickAddPreview preview(@NotNull(message = "is needed") @Valid QuickAddRequest request) {
        return quickAdd.preview(request);
    }
}
