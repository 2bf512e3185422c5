package io.familygrocer.list.photo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import io.familygrocer.list.Family;
import io.familygrocer.list.ListsApi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

/** What can be done with pictures, wherever they are. */
abstract class PhotoBehaviour {

    @Inject
    PhotoService photos;

    @Inject
    PhotoConfig config;

    private final Family family = new Family();
    private final Family.Member anna = family.member("Anna");

    @Test
    void aPictureIsKeptUnderANameThatNeverShowsAnythingElse() {
        byte[] sent = Pictures.fromPhone(640, 480, 6);
        var first = send(anna, "image/jpeg", sent);
        first.then().statusCode(201).body("width", equalTo(480)).body("height", equalTo(640));

        assertThat(send(anna, "image/png", sent).<String>path("photo")).isEqualTo(first.path("photo"));
        var picture = family.member("Ben").asks().get(first.header("Location"));
        picture.then()
                .statusCode(200)
                .contentType("image/jpeg")
                .header("Cache-Control", equalTo("private, max-age=31536000, immutable"));
        assertThat(Pictures.read(picture.asByteArray()).getHeight()).isEqualTo(640);
        byte[] small = anna.asks().get(first.header("Location") + "/thumbnail").asByteArray();
        assertThat(Pictures.read(small).getHeight()).isEqualTo(config.thumbnailSide());
    }

    @Test
    void aWebpIsKeptAsJpegWithoutWhereItWasTaken() {
        var sent = send(anna, "image/webp", WebpFiles.fromPhone(640, 480, 6));
        sent.then().statusCode(201).body("width", equalTo(480)).body("height", equalTo(640));

        var picture = anna.asks().get(sent.header("Location"));

        picture.then().contentType("image/jpeg");
        assertThat(Pictures.read(picture.asByteArray()).getHeight()).isEqualTo(640);
        assertThat(new String(picture.asByteArray(), StandardCharsets.ISO_8859_1))
                .doesNotContain("GPS", "Exif");
        send(anna, "image/webp", WebpFiles.lossless(16_000, 16_000))
                .then()
                .statusCode(422)
                .body("detail", containsString("pixels"));
    }

    @Test
    void anItemShowsItsPicture() {
        String photo = send(anna, "image/jpeg", Pictures.of("jpeg", 20, 20)).path("photo");
        String list = list();

        String item = item(list, photo);

        anna.asks().get("/api/lists/%s/items/%s".formatted(list, item)).then().body("photo", equalTo(photo));
    }

    @Test
    void whoIsNotOfTheFamilySeesNothing() {
        var location = send(anna, "image/jpeg", Pictures.of("jpeg", 21, 20)).header("Location");
        var stranger = Family.stranger();

        stranger.asks().get(location).then().statusCode(404);
        stranger.asks().get(location + "/thumbnail").then().statusCode(404);
        send(stranger, "image/jpeg", Pictures.of("jpeg", 20, 20)).then().statusCode(404);
        anna.asks()
                .get(location.substring(0, location.length() - 1) + "x")
                .then()
                .statusCode(404);
    }

    @Test
    void aPassSeesThePicturesOfItsListOnly() {
        String shown = send(anna, "image/jpeg", Pictures.of("jpeg", 22, 20)).path("photo");
        String other = send(anna, "image/jpeg", Pictures.of("jpeg", 23, 20)).path("photo");
        String list = list();
        item(list, shown);
        var pass = family.pass(UUID.fromString(list), "add");

        pass.asks()
                .get("/api/photos/%s/%s".formatted(family.id(), shown))
                .then()
                .statusCode(200);
        pass.asks()
                .get("/api/photos/%s/%s".formatted(family.id(), other))
                .then()
                .statusCode(404);
        send(pass, "image/jpeg", Pictures.of("jpeg", 20, 20)).then().statusCode(403);
    }

    @Test
    void whatIsNoPictureIsRefused() {
        send(anna, "image/heic", "\0\0\0\u0018ftypheic\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1))
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("detail", containsString("HEIC"));
        send(anna, "image/png", "<html>".getBytes(StandardCharsets.US_ASCII))
                .then()
                .statusCode(422)
                .body("type", startsWith("urn:family-grocer:problem:no-photo"));
        send(anna, "image/jpeg", new byte[(int) config.maxSize().asLongValue() + 1])
                .then()
                .statusCode(422);
    }

    @Test
    void whatNoItemShowsGoesAndWhatOneShowsStays() throws Throwable {
        var shown = send(anna, "image/jpeg", Pictures.of("jpeg", 24, 20));
        var orphan = send(anna, "image/jpeg", Pictures.of("jpeg", 25, 20));
        item(list(), shown.path("photo"));

        VertxContextSupport.subscribeAndAwait(
                () -> photos.removeOrphans(Instant.now().plusSeconds(60)));

        anna.asks().get(shown.header("Location")).then().statusCode(200);
        anna.asks().get(orphan.header("Location")).then().statusCode(404);
    }

    private Response send(Family.Member who, String type, byte[] bytes) {
        return who.asks().contentType(type).body(bytes).post("/api/photos?family=" + family.id());
    }

    private String list() {
        return new ListsApi(family, anna).list("Weekly");
    }

    private String item(String list, String photo) {
        return new ListsApi(family, anna).item(list, Map.of("name", "milk", "photo", photo));
    }
}
