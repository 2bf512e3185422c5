package io.familygrocer.list.photo;

import java.util.UUID;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

import io.familygrocer.platform.web.CurrentCaller;

/** Pictures of items. */
@Path("/api/photos")
@Authenticated
@Tag(name = "photos")
public class PhotoResource {

    private final PhotoService photos;
    private final CurrentCaller caller;

    PhotoResource(PhotoService photos, CurrentCaller caller) {
        this.photos = photos;
        this.caller = caller;
    }

    /** Keeps a picture; sent twice, it is one. */
    @POST
    @Consumes({
        "image/jpeg",
        "image/png",
        "image/heic",
        "image/heif",
        "image/avif",
        "image/webp",
        MediaType.APPLICATION_OCTET_STREAM
    })
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "keepPhoto",
            summary = "Keep a picture",
            description =
                    "JPEG, PNG or WebP that does not move. It is made smaller and packed anew, without place and time. What is answered as "
                            + "photo goes into the field photo of an item.")
    public Uni<RestResponse<Photo>> keep(
            @RestQuery @NotNull(message = "is needed") UUID family, @NotNull(message = "is needed") byte[] picture) {
        return photos.keep(caller.get(), family, picture)
                .map(photo -> RestResponse.ResponseBuilder.<Photo>create(RestResponse.Status.CREATED)
                        .entity(photo)
                        .header("Location", "/api/photos/%s/%s".formatted(family, photo.photo()))
                        .build());
    }

    /** A picture, which never changes. */
    @GET
    @Path("{family}/{photo}")
    @Produces("image/jpeg")
    @Operation(operationId = "photo", summary = "A picture")
    public Uni<RestResponse<byte[]>> picture(@RestPath UUID family, @RestPath String photo) {
        return photos.read(caller.get(), family, photo, false).map(PhotoResource::answer);
    }

    /** A small one of a picture, which never changes either. */
    @GET
    @Path("{family}/{photo}/thumbnail")
    @Produces("image/jpeg")
    @Operation(operationId = "thumbnail", summary = "A small picture")
    public Uni<RestResponse<byte[]>> thumbnail(@RestPath UUID family, @RestPath String photo) {
        return photos.read(caller.get(), family, photo, true).map(PhotoResource::answer);
    }

    private static RestResponse<byte[]> answer(byte[] bytes) {
        return RestResponse.ResponseBuilder.ok(bytes)
                .header("Cache-Control", "private, max-age=31536000, immutable")
                .header("Content-Disposition", "inline")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }
}
