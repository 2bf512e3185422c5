package io.familygrocer.family.profile;

import java.util.UUID;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import io.familygrocer.platform.web.CurrentCaller;

/** What members look like. */
@Path("/api/families/{id}/members/{personId}/picture")
@Authenticated
@Produces({"image/jpeg", "image/png", "image/webp"})
@Tag(name = "Profile")
public class MemberPictureResource {

    private final PictureService pictures;
    private final CurrentCaller caller;

    MemberPictureResource(PictureService pictures, CurrentCaller caller) {
        this.pictures = pictures;
        this.caller = caller;
    }

    /** A member's. */
    @GET
    @Operation(operationId = "memberPicture", summary = "The picture of a member, for members of the same family")
    @APIResponse(responseCode = "200", description = "The picture; its entity tag changes with it")
    @APIResponse(responseCode = "304", description = "It is still what If-None-Match says")
    @APIResponse(responseCode = "404", description = "No such family, member or picture, or the caller is not in it")
    public Uni<RestResponse<byte[]>> get(
            UUID id, UUID personId, @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        return pictures.ofMember(caller.person().personId(), id, personId)
                .map(found -> MyPictureResource.answer(found, ifNoneMatch));
    }
}
