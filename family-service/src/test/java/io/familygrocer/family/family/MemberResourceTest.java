package io.familygrocer.family.family;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.familygrocer.family.Api;
import io.familygrocer.family.AtOnce;
import io.familygrocer.family.House;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

@QuarkusTest
@WithTestResource(House.class)
class MemberResourceTest {

    private Api.Someone anna;
    private String family;

    @BeforeEach
    void annaHasAFamily() {
        anna = Api.register("Anna");
        family = anna.newFamily("Ours");
    }

    @Test
    void anOwnerMakesSomebodySomethingElse() {
        var ben = anna.newMember(family, "Ben", "child");

        anna.changeRole(family, ben.id(), "owner")
                .then()
                .statusCode(200)
                .body("members.role", contains("owner", "owner"));
        ben.request().get("/api/families/{id}", family).then().body("role", equalTo("owner"));
    }

    @ParameterizedTest
    @CsvSource({
        "adult, child, guest, 200",
        "adult, child, adult, 200",
        "adult, child, owner, 403",
        "child, guest, child, 403",
        "guest, child, guest, 403"
    })
    void nobodyReachesAboveTheirOwnRole(String callerRole, String targetRole, String wanted, int status) {
        var caller = anna.newMember(family, "Caller", callerRole);
        var target = anna.newMember(family, "Target", targetRole);

        caller.changeRole(family, target.id(), wanted).then().statusCode(status);
    }

    @Test
    void anAdultDoesNotChangeAnOwner() {
        var ben = anna.newMember(family, "Ben", "adult");

        ben.changeRole(family, anna.id(), "adult").then().statusCode(403);
        ben.request()
                .delete("/api/families/{id}/members/{person}", family, anna.id())
                .then()
                .statusCode(403);
    }

    @Test
    void theLastOwnerStaysOne() {
        anna.newMember(family, "Ben", "adult");

        anna.changeRole(family, anna.id(), "adult").then().statusCode(409).body("type", endsWith("last-owner"));
    }

    @Test
    void anOwnerHandsTheFamilyOver() {
        var ben = anna.newMember(family, "Ben", "adult");

        anna.request()
                .body(Map.of("personId", ben.id()))
                .post("/api/families/{id}/transfer", family)
                .then()
                .statusCode(200)
                .body("role", equalTo("adult"))
                .body("members.role", contains("adult", "owner"));
    }

    @Test
    void onlyOwnersHandOverAndOnlyToOtherMembers() {
        var ben = anna.newMember(family, "Ben", "adult");

        ben.request()
                .body(Map.of("personId", ben.id()))
                .post("/api/families/{id}/transfer", family)
                .then()
                .statusCode(403);
        anna.request()
                .body(Map.of("personId", anna.id()))
                .post("/api/families/{id}/transfer", family)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("personId"));
        anna.request()
                .body(Map.of("personId", UUID.randomUUID()))
                .post("/api/families/{id}/transfer", family)
                .then()
                .statusCode(404);
    }

    @Test
    void whoIsInNoneOfItFindsNothing() {
        var mallory = Api.register("Mallory");

        mallory.changeRole(family, anna.id(), "child").then().statusCode(404);
        mallory.request()
                .body(Map.of("personId", mallory.id()))
                .post("/api/families/{id}/transfer", family)
                .then()
                .statusCode(404);
        anna.changeRole(family, mallory.id(), "child").then().statusCode(404);
    }

    @Test
    void aRoleThatThereIsNotIsRefused() {
        anna.changeRole(family, anna.id(), "king").then().statusCode(400);
        anna.request()
                .body(Map.of())
                .patch("/api/families/{id}/members/{person}", family, anna.id())
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("role"));
    }

    @RepeatedTest(5)
    void ofTwoOwnersWhoLeaveAtOnceOneStays() {
        var ben = anna.newMember(family, "Ben", "owner");

        var answers = AtOnce.call(List.<Callable<Integer>>of(
                () -> anna.leave(family).statusCode(), () -> ben.leave(family).statusCode()));

        assertThat(answers).containsExactlyInAnyOrder(204, 409);
    }

    @RepeatedTest(5)
    void ofThreeOwnersWhoGoInDifferentWaysAtOnceOneStays() {
        var ben = anna.newMember(family, "Ben", "owner");
        var cleo = anna.newMember(family, "Cleo", "owner");
        var watcher = anna.newMember(family, "Dora", "adult");

        AtOnce.call(List.<Callable<Integer>>of(
                () -> anna.leave(family).statusCode(),
                () -> ben.changeRole(family, ben.id(), "adult").statusCode(),
                () -> ben.request()
                        .delete("/api/families/{id}/members/{person}", family, cleo.id())
                        .statusCode(),
                () -> cleo.changeRole(family, anna.id(), "guest").statusCode()));

        watcher.request()
                .get("/api/families/{id}", family)
                .then()
                .statusCode(200)
                .body("members.findAll { it.role == 'owner' }", not(hasSize(0)));
    }
}
