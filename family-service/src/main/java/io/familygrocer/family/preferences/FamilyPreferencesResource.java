package io.familygrocer.family.preferences;

import java.util.UUID;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import io.familygrocer.family.RevisedResource;
import io.familygrocer.family.family.Preferences;
import io.familygrocer.platform.web.CurrentCaller;

/** What families have chosen. Changes are JSON merge patches (RFC 7396): what is left out stays as it is. */
@Path("/api/families/{id}/preferences")
@Authenticated
@Consumes({MediaType.APPLICATION_JSON, MergePatch.MEDIA_TYPE})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Preferences", description = "What families and people have chosen")
public class FamilyPreferencesResource {

    private final PreferencesService preferences;
    private final CurrentCaller caller;

    FamilyPreferencesResource(PreferencesService preferences, CurrentCaller caller) {
        this.preferences = preferences;
        this.caller = caller;
    }

    /** A family's. */
    @GET
    @Operation(operationId = "familyPreferences", summary = "What a family has chosen")
    @APIResponse(responseCode = "200", description = "The preferences; the entity tag is the family's")
    @APIResponse(responseCode = "304", description = "They are still what If-None-Match says")
    @APIResponse(responseCode = "404", description = "There is no such family, or the caller is not in it")
    public Uni<RestResponse<Preferences>> ofFamily(
            UUID id, @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        return preferences
                .ofFamily(caller.person().personId(), id)
                .map(found -> RevisedResource.of(found, ifNoneMatch));
    }

    /** A family's, changed. */
    @PATCH
    @Operation(
            operationId = "changeFamilyPreferences",
            summary = "Changes what a family has chosen; for owners and adults")
    @APIResponse(responseCode = "200", description = "The preferences as they are now")
    @APIResponse(responseCode = "400", description = "No such language, currency or time zone")
    @APIResponse(responseCode = "403", description = "The caller's role does not allow it")
    @APIResponse(responseCode = "404", description = "There is no such family, or the caller is not in it")
    @APIResponse(responseCode = "412", description = "The family is not the one that If-Match says")
    public Uni<RestResponse<Preferences>> changeFamily(
            UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @NotNull @RequestBody(content = @Content(schema = @Schema(implementation = Preferences.class)))
                    ObjectNode patch) {
        return preferences
                .changeFamily(caller.person().personId(), id, RevisedResource.expected(ifMatch), patch)
                .map(changed -> RevisedResource.of(changed, null));
    }
}
