package io.familygrocer.family.profile;

import java.util.UUID;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.Api;
import io.familygrocer.family.House;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;

@QuarkusTest
@WithTestResource(House.class)
class PictureResourceTest {

    private Api.Someone anna;
    private String family;

    @BeforeEach
    void annaHasAFamily() {
        anna = Api.register("Anna");
        family = anna.newFamily("Ours");
    }

    @Test
    void theFamilySeesAPictureWithoutWhereItWasTaken() {
        var child = anna.newMember(family, "Carl", "child");
        put(anna, "image/jpeg", TestPictures.jpeg(40, 30)).then().statusCode(204);

        var seen = of(child, anna.id())
                .then()
                .statusCode(200)
                .contentType("image/jpeg")
                .header("Cache-Control", "private, no-cache")
                .header("X-Content-Type-Options", "nosniff")
                .extract();

        assertThat(new String(seen.asByteArray(), ISO_8859_1)).doesNotContain(TestPictures.SECRET);
        child.request()
                .header("If-None-Match", seen.header("ETag"))
                .get("/api/families/{id}/members/{person}/picture", family, anna.id())
                .then()
                .statusCode(304);
        anna.request().get("/api/me/picture").then().statusCode(200);
    }

    @Test
    void aNewPictureIsAnotherOneAlsoAfterNone() {
        put(anna, "image/png", TestPictures.png(40, 30)).then().statusCode(204);
        String first = of(anna, anna.id()).header("ETag");
        anna.request().delete("/api/me/picture").then().statusCode(204);
        anna.request().delete("/api/me/picture").then().statusCode(204);
        of(anna, anna.id()).then().statusCode(404);

        put(anna, "image/png", TestPictures.png(41, 31)).then().statusCode(204);

        assertThat(of(anna, anna.id()).header("ETag")).isNotEqualTo(first);
    }

    @Test
    void strangersSeeNoPicture() {
        put(anna, "image/png", TestPictures.png(40, 30)).then().statusCode(204);
        var mallory = Api.register("Mallory");
        String theirs = mallory.newFamily("Theirs");

        of(mallory, anna.id()).then().statusCode(404);
        mallory.request()
                .get("/api/families/{id}/members/{person}/picture", theirs, anna.id())
                .then()
                .statusCode(404);
        of(anna, UUID.randomUUID()).then().statusCode(404);
        Api.anybody()
                .get("/api/families/{id}/members/{person}/picture", family, anna.id())
                .then()
                .statusCode(401);
    }

    @Test
    void onlyPicturesThatFitAreTaken() {
        put(anna, "image/png", "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(UTF_8))
                .then()
                .statusCode(415)
                .body("type", endsWith("bad-picture"));
        put(anna, "image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(UTF_8))
                .then()
                .statusCode(415);
        put(anna, "image/png", TestPictures.png(2049, 1)).then().statusCode(413);
        put(anna, "image/png", new byte[600_000]).then().statusCode(413);
        put(anna, "image/png", new byte[0]).then().statusCode(415);
    }

    private Response put(Api.Someone who, String mediaType, byte[] bytes) {
        return RestAssured.given()
                .header("Authorization", "Bearer " + who.accessToken())
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs(mediaType, ContentType.BINARY)))
                .contentType(mediaType)
                .body(bytes)
                .put("/api/me/picture");
    }

    private Response of(Api.Someone who, UUID member) {
        return who.request().get("/api/families/{id}/members/{person}/picture", family, member);
    }
}
