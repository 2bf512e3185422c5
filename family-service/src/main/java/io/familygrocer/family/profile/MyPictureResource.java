package io.familygrocer.family.profile;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import io.familygrocer.family.Revised;
import io.familygrocer.platform.web.CurrentCaller;
import io.familygrocer.platform.web.RevisionTag;

/** What the caller looks like. */
@Path("/api/me/picture")
@Authenticated
@Tag(name = "Profile")
public class MyPictureResource {

    private final PictureService pictures;
    private final CurrentCaller caller;

    MyPictureResource(PictureService pictures, CurrentCaller caller) {
        this.pictures = pictures;
        this.caller = caller;
    }

    /** The caller's. */
    @GET
    @Produces({"image/jpeg", "image/png", "image/webp"})
    @Operation(operationId = "myPicture", summary = "The caller's picture")
    @APIResponse(responseCode = "200", description = "The picture; its entity tag changes with it")
    @APIResponse(responseCode = "304", description = "It is still what If-None-Match says")
    @APIResponse(responseCode = "404", description = "There is none")
    public Uni<RestResponse<byte[]>> get(@HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        return pictures.own(caller.person().personId()).map(found -> answer(found, ifNoneMatch));
    }

    /** The caller's, replaced. */
    @PUT
    @Consumes({"image/jpeg", "image/png", "image/webp"})
    @Operation(
            operationId = "changeMyPicture",
            summary = "Gives the caller a picture",
            description = "JPEG, PNG or WebP, up to 512 KB and 2048 pixels a side. What a camera wrote beside the"
                    + " pixels, as place and time, is not kept.")
    @APIResponse(responseCode = "204", description = "Members of the caller's families see it now")
    @APIResponse(responseCode = "413", description = "Too many bytes or pixels")
    @APIResponse(responseCode = "415", description = "No such picture")
    public Uni<Void> put(@NotNull byte[] bytes) {
        return pictures.put(caller.person().personId(), bytes);
    }

    /** The caller's, taken away. */
    @DELETE
    @Operation(operationId = "deleteMyPicture", summary = "Takes the caller's picture away")
    @APIResponse(responseCode = "204", description = "There is none now")
    public Uni<Void> delete() {
        return pictures.delete(caller.person().personId());
    }

    static RestResponse<byte[]> answer(Revised<PictureView> found, String ifNoneMatch) {
        boolean known = ifNoneMatch != null && RevisionTag.matches(ifNoneMatch, found.revision());
        return (known
                        ? RestResponse.ResponseBuilder.<byte[]>notModified()
                        : RestResponse.ResponseBuilder.ok(
                                found.value().bytes(), found.value().mediaType()))
                .header(HttpHeaders.ETAG, RevisionTag.of(found.revision()))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                // What people upload is a picture and nothing else, whatever a browser thinks of it.
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'")
                .build();
    }
}
