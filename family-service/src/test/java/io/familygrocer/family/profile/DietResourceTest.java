package io.familygrocer.family.profile;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.Api;
import io.familygrocer.family.House;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;

@QuarkusTest
@WithTestResource(House.class)
class DietResourceTest {

    private static final Map<String, List<String>> NO_NUTS =
            Map.of("allergens", List.of("nuts", "peanuts"), "tags", List.of("vegetarian"));

    private Api.Someone anna;
    private String family;

    @BeforeEach
    void annaHasAFamily() {
        anna = Api.register("Anna");
        family = anna.newFamily("Ours");
    }

    @Test
    void theFamilyKnowsWhatAMemberDoesNotBear() {
        var child = anna.newMember(family, "Carl", "child");
        get(anna, child.id()).then().statusCode(200).header("ETag", "\"0\"").body("allergens", empty());

        put(child, child.id(), NO_NUTS).then().statusCode(200);

        get(anna, child.id())
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("allergens", containsInAnyOrder("nuts", "peanuts"))
                .body("tags", contains("vegetarian"));
    }

    @Test
    void adultsCareForChildrenAndForNobodyElse() {
        var ben = anna.newMember(family, "Ben", "adult");
        var child = anna.newMember(family, "Carl", "child");
        var guest = anna.newMember(family, "Gina", "guest");

        put(ben, child.id(), NO_NUTS).then().statusCode(200);
        put(ben, anna.id(), NO_NUTS).then().statusCode(403);
        put(anna, ben.id(), NO_NUTS).then().statusCode(403);
        put(child, ben.id(), NO_NUTS).then().statusCode(403);
        put(guest, child.id(), NO_NUTS).then().statusCode(403);
    }

    @Test
    void nobodyElseKnows() {
        put(anna, anna.id(), NO_NUTS).then().statusCode(200);
        var mallory = Api.register("Mallory");

        get(mallory, anna.id()).then().statusCode(404);
        put(mallory, anna.id(), NO_NUTS).then().statusCode(404);
        get(anna, mallory.id()).then().statusCode(404);
        get(anna, UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void whoLeavesTakesItAlong() {
        var ben = anna.newMember(family, "Ben", "adult");
        put(ben, ben.id(), NO_NUTS).then().statusCode(200);

        ben.leave(family).then().statusCode(204);
        ben.accept(anna.inviteCode(family, Map.of())).then().statusCode(200);

        get(anna, ben.id()).then().statusCode(200).body("allergens", empty());
    }

    @Test
    void twoWhoChangeTheSameDoNotOverwriteEachOther() {
        put(anna, anna.id(), NO_NUTS).then().statusCode(200);

        anna.request()
                .header("If-Match", "\"0\"")
                .body(NO_NUTS)
                .put("/api/families/{id}/members/{person}/diet", family, anna.id())
                .then()
                .statusCode(412);
    }

    @Test
    void whatIsNoAllergenAndNoTagIsRefused() {
        put(anna, anna.id(), Map.of("allergens", List.of("kryptonite"), "tags", List.of()))
                .then()
                .statusCode(400);
        put(anna, anna.id(), Map.of("allergens", List.of(), "tags", List.of("No Spaces")))
                .then()
                .statusCode(400);
        put(anna, anna.id(), Map.of("allergens", List.of())).then().statusCode(400);
        put(anna, anna.id(), Map.of("tags", List.of())).then().statusCode(400);
        anna.request()
                .body("{\"allergens\":[null],\"tags\":[null]}")
                .put("/api/families/{id}/members/{person}/diet", family, anna.id())
                .then()
                .statusCode(400);
    }

    private Response get(Api.Someone who, UUID member) {
        return who.request().get("/api/families/{id}/members/{person}/diet", family, member);
    }

    private Response put(Api.Someone who, UUID member, Map<String, List<String>> diet) {
        return who.request().body(diet).put("/api/families/{id}/members/{person}/diet", family, member);
    }
}
