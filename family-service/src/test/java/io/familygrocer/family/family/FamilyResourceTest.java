package io.familygrocer.family.family;

import java.util.Base64;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.Api;
import io.familygrocer.family.House;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@WithTestResource(House.class)
class FamilyResourceTest {

    @Test
    void whoMakesAFamilyOwnsItAndTheNewTokenNamesIt() {
        var anna = Api.register("Anna");

        var made = anna.request()
                .body(Map.of("name", "  Ours "))
                .post("/api/families")
                .then()
                .statusCode(201)
                .body("family.name", equalTo("Ours"))
                .body("family.role", equalTo("owner"))
                .body("family.members", hasSize(1))
                .body("family.members[0].personId", equalTo(anna.id().toString()))
                .body("family.members[0].displayName", equalTo("Anna"))
                .body("family.members[0].role", equalTo("owner"))
                .body("family.revision", nullValue())
                .extract();

        String id = made.path("family.id");
        assertThat(made.header("Location")).isEqualTo("/api/families/" + id);
        String payload = new String(
                Base64.getUrlDecoder()
                        .decode(made.path("accessToken").toString().split("\\.")[1]),
                UTF_8);
        var claims = JsonPath.from(payload);
        assertThat(claims.getString("sub")).isEqualTo(anna.id().toString());
        assertThat(claims.getString("iss")).isEqualTo("family-grocer");
        assertThat(claims.getString("aud")).isEqualTo("family-grocer");
        assertThat(claims.getString("name")).isEqualTo("Anna");
        assertThat(claims.getString("families[0].id")).isEqualTo(id);
        assertThat(claims.getString("families[0].role")).isEqualTo("owner");
        assertThat(claims.getLong("families[0].version")).isEqualTo(1);
    }

    @Test
    void aPersonSeesTheirFamiliesTheOldestFirst() {
        var anna = Api.register("Anna");
        String first = anna.newFamily("First");
        String second = anna.newFamily("Second");

        anna.request()
                .get("/api/families")
                .then()
                .statusCode(200)
                .body("items.id", contains(first, second))
                .body("items.name", contains("First", "Second"))
                .body("items.role", contains("owner", "owner"))
                .body("next", nullValue());
        anna.request().get("/api/me").then().statusCode(200).body("families.id", contains(first, second));
    }

    @Test
    void aFamilyIsNotSentAgainWhileItIsTheSame() {
        var anna = Api.register("Anna");
        String family = anna.newFamily("Ours");
        String tag = anna.request()
                .get("/api/families/{id}", family)
                .then()
                .statusCode(200)
                .extract()
                .header("ETag");

        anna.request()
                .header("If-None-Match", tag)
                .get("/api/families/{id}", family)
                .then()
                .statusCode(304);
        anna.request()
                .body(Map.of("name", "New"))
                .patch("/api/families/{id}", family)
                .then()
                .statusCode(200);

        anna.request()
                .header("If-None-Match", tag)
                .get("/api/families/{id}", family)
                .then()
                .statusCode(200)
                .body("name", equalTo("New"));
    }

    @Test
    void aRenameOfAnOldRevisionIsRefused() {
        var anna = Api.register("Anna");
        String family = anna.newFamily("Ours");
        String tag = anna.request().get("/api/families/{id}", family).header("ETag");
        var rename = Map.of("name", "New");

        anna.request()
                .header("If-Match", tag)
                .body(rename)
                .patch("/api/families/{id}", family)
                .then()
                .statusCode(200);

        anna.request()
                .header("If-Match", tag)
                .body(Map.of("name", "Newer"))
                .patch("/api/families/{id}", family)
                .then()
                .statusCode(412)
                .body("type", endsWith(":stale"));
        anna.request().get("/api/families/{id}", family).then().body("name", equalTo("New"));
    }

    @Test
    void aFamilyOfOthersIsNotThere() {
        var anna = Api.register("Anna");
        String family = anna.newFamily("Ours");
        String invite = anna.invite(family, Map.of()).path("id");
        var eve = Api.register("Eve");

        var asked = Map.of(
                "get", eve.request().get("/api/families/{id}", family),
                "rename", eve.request().body(Map.of("name", "Mine")).patch("/api/families/{id}", family),
                "invite", eve.invite(family, Map.of()),
                "revoke", eve.request().delete("/api/families/{id}/invites/{invite}", family, invite),
                "remove", eve.request().delete("/api/families/{id}/members/{person}", family, anna.id()),
                "leave", eve.leave(family));

        asked.forEach((what, answer) -> assertThat(answer.statusCode()).as(what).isEqualTo(404));
        asked.forEach((what, answer) -> assertThat(answer.path("title").toString())
                .as(what)
                .isEqualTo(eve.request()
                        .get("/api/families/{id}", UUID.randomUUID())
                        .path("title")
                        .toString()));
    }

    @Test
    void whoLeavesIsGoneAndTheRestSeesIt() {
        var anna = Api.register("Anna");
        String family = anna.newFamily("Ours");
        var ben = Api.register("Ben");
        ben.accept(anna.inviteCode(family, Map.of())).then().statusCode(200);

        ben.leave(family).then().statusCode(204);

        ben.request().get("/api/families/{id}", family).then().statusCode(404);
        ben.request().get("/api/families").then().body("items", hasSize(0));
        anna.request().get("/api/families/{id}", family).then().body("members.displayName", contains("Anna"));
    }

    @Test
    void onlyWhoMayRemovesOthersAndNobodyAboveThemselves() {
        var anna = Api.register("Anna");
        String family = anna.newFamily("Ours");
        var ben = Api.register("Ben");
        ben.accept(anna.inviteCode(family, Map.of("role", "adult"))).then().statusCode(200);
        var kim = Api.register("Kim");
        kim.accept(anna.inviteCode(family, Map.of("role", "child"))).then().statusCode(200);

        kim.request()
                .delete("/api/families/{id}/members/{p}", family, ben.id())
                .then()
                .statusCode(403);
        ben.request()
                .delete("/api/families/{id}/members/{p}", family, anna.id())
                .then()
                .statusCode(403);
        kim.request()
                .body(Map.of("name", "Kims"))
                .patch("/api/families/{id}", family)
                .then()
                .statusCode(403);
        ben.request()
                .delete("/api/families/{id}/members/{p}", family, kim.id())
                .then()
                .statusCode(204);
        ben.request()
                .delete("/api/families/{id}/members/{p}", family, kim.id())
                .then()
                .statusCode(404);
    }

    @Test
    void theLastOwnerHasToStay() {
        var anna = Api.register("Anna");
        String family = anna.newFamily("Ours");
        anna.leave(family).then().statusCode(409).body("type", endsWith(":last-owner"));

        var olga = Api.register("Olga");
        olga.accept(anna.inviteCode(family, Map.of("role", "owner"))).then().statusCode(200);

        anna.leave(family).then().statusCode(204);
        olga.leave(family).then().statusCode(409);
    }

    @Test
    void nobodyIsInMoreFamiliesThanThereMayBe() {
        var anna = Api.register("Anna");
        for (int i = 0; i < 20; i++) {
            anna.newFamily("Family " + i);
        }

        anna.request()
                .body(Map.of("name", "One too many"))
                .post("/api/families")
                .then()
                .statusCode(409)
                .body("type", endsWith(":too-many-families"));
    }

    @Test
    void theSameKeyMakesOneFamily() {
        var anna = Api.register("Anna");

        for (int i = 0; i < 2; i++) {
            anna.request()
                    .header("Idempotency-Key", "once")
                    .body(Map.of("name", "Ours"))
                    .post("/api/families")
                    .then()
                    .statusCode(201);
        }

        anna.request().get("/api/families").then().body("items", hasSize(1));
    }
}
