package io.familygrocer.family.family;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.Api;
import io.familygrocer.family.House;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@WithTestResource(House.class)
class DissolutionResourceTest {

    private Api.Someone anna;
    private Api.Someone ben;
    private String family;

    @BeforeEach
    void annaAndBenAreAFamily() {
        anna = Api.register("Anna");
        family = anna.newFamily("Ours");
        ben = anna.newMember(family, "Ben", "adult");
    }

    @Test
    void aDissolvedFamilyIsThereForItsOwnersOnly() {
        String code = anna.inviteCode(family, Map.of());

        var dissolved = anna.dissolve(family)
                .then()
                .statusCode(200)
                .body("state", equalTo("dissolved"))
                .extract();

        assertThat(Instant.parse(dissolved.path("erasesAt")))
                .isBetween(
                        Instant.now().plus(Duration.ofDays(29)), Instant.now().plus(Duration.ofDays(30)));
        anna.request().get("/api/families/{id}", family).then().body("erasesAt", notNullValue());
        anna.request().get("/api/families").then().body("items.state", contains("dissolved"));
        ben.request().get("/api/families/{id}", family).then().statusCode(404);
        ben.request().get("/api/families").then().body("items", hasSize(0));
        ben.request().get("/api/families/{id}/preferences", family).then().statusCode(404);
        ben.leave(family).then().statusCode(404);
        Api.anybody().get("/api/invites/{code}", code).then().statusCode(404);
        Api.register("Cleo").accept(code).then().statusCode(404);
    }

    @Test
    void anOwnerChangesNothingOfADissolvedFamilyButRestoresIt() {
        anna.dissolve(family).then().statusCode(200);
        anna.dissolve(family).then().statusCode(200);

        anna.invite(family, Map.of()).then().statusCode(409).body("type", endsWith("family-dissolved"));
        anna.request().get("/api/families/{id}/preferences", family).then().statusCode(409);
        anna.leave(family).then().statusCode(409);

        restore(anna)
                .then()
                .statusCode(200)
                .body("family.state", equalTo("active"))
                .body("family.erasesAt", nullValue())
                .body("accessToken", notNullValue());
        ben.request().get("/api/families/{id}", family).then().statusCode(200);
    }

    @Test
    void onlyOwnersDissolveAndRestore() {
        var mallory = Api.register("Mallory");

        ben.dissolve(family).then().statusCode(403);
        mallory.dissolve(family).then().statusCode(404);
        anna.dissolve(family).then().statusCode(200);
        restore(ben).then().statusCode(404);
        restore(mallory).then().statusCode(404);
    }

    @Test
    void tokensNameNoDissolvedFamily() {
        anna.dissolve(family).then().statusCode(200);

        String token = Api.refresh(anna.refreshToken())
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");

        assertThat(Api.payload(token)).doesNotContain(family);
    }

    private Response restore(Api.Someone who) {
        return who.request().body(Map.of()).post("/api/families/{id}/restore", family);
    }
}
