package io.familygrocer.family.preferences;

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
import io.familygrocer.platform.web.CurrentCaller;

/** What the caller has chosen. Changes are JSON merge patches (RFC 7396): what is left out stays as it is. */
@Path("/api/me/preferences")
@Authenticated
@Consumes({MediaType.APPLICATION_JSON, MergePatch.MEDIA_TYPE})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Preferences")
public class MyPreferencesResource {

    private final PreferencesService preferences;
    private final CurrentCaller caller;

    MyPreferencesResource(PreferencesService preferences, CurrentCaller caller) {
        this.preferences = preferences;
        this.caller = caller;
    }

    /** The caller's. */
    @GET
    @Operation(operationId = "myPreferences", summary = "What the caller has chosen; null is what the family has")
    @APIResponse(responseCode = "200", description = "The preferences; their entity tag changes with them")
    @APIResponse(responseCode = "304", description = "They are still what If-None-Match says")
    public Uni<RestResponse<PersonPreferencesView>> mine(@HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        return preferences.ofPerson(caller.person().personId()).map(found -> RevisedResource.of(found, ifNoneMatch));
    }

    /** The caller's, changed. */
    @PATCH
    @Operation(operationId = "changeMyPreferences", summary = "Changes what the caller has chosen")
    @APIResponse(responseCode = "200", description = "The preferences as they are now")
    @APIResponse(responseCode = "400", description = "No such language or time zone")
    @APIResponse(responseCode = "412", description = "They are not those that If-Match says")
    public Uni<RestResponse<PersonPreferencesView>> changeMine(
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @NotNull @RequestBody(content = @Content(schema = @Schema(implementation = PersonPreferencesView.class)))
                    ObjectNode patch) {
        return preferences
                .changePerson(caller.person().personId(), RevisedResource.expected(ifMatch), patch)
                .map(changed -> RevisedResource.of(changed, null));
    }
}
