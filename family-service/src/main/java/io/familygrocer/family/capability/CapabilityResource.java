package io.familygrocer.family.capability;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import io.familygrocer.platform.web.RevisionTag;

/** Who may do what, so that a client offers nothing that is refused. */
@Path("/api/capabilities")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Families")
public class CapabilityResource {

    private final CapabilityService capabilities;

    CapabilityResource(CapabilityService capabilities) {
        this.capabilities = capabilities;
    }

    /** The table. */
    @GET
    @Operation(operationId = "capabilities", summary = "What each role may do, the same in every family")
    @APIResponse(responseCode = "200", description = "The table; its entity tag changes with it")
    @APIResponse(responseCode = "304", description = "It is still what If-None-Match says")
    public Uni<RestResponse<CapabilityView>> get(@HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        return capabilities.get().map(view -> {
            boolean known = ifNoneMatch != null && RevisionTag.matches(ifNoneMatch, view.version());
            return (known
                            ? RestResponse.ResponseBuilder.<CapabilityView>notModified()
                            : RestResponse.ResponseBuilder.ok(view))
                    .header(HttpHeaders.ETAG, RevisionTag.of(view.version()))
                    .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                    .build();
        });
    }
}
