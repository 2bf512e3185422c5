package io.familygrocer.list.membership;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.familygrocer.platform.testkit.Servers;
import io.familygrocer.platform.testkit.Tokens;
import io.familygrocer.platform.testkit.Topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/**
 * An empty database of a service whose consumer group has read everything already: what a wiped database is. No event is
 * told again; the snapshots suffice. Most tokens here are older than those, so that they alone let nobody in.
 */
@QuarkusTest
@WithTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "grocer_rebuild"))
@WithTestResource(RebuildTest.ToldBeforeTheStart.class)
class RebuildTest {

    private static final String TOPIC = "grocer.family.snapshot";
    private static final String TYPE = "family.snapshot.v1";
    private static final String GROUP = "list-service-rebuilt";
    private static final UUID FAMILY = named("family");
    private static final UUID DISSOLVED = named("dissolved");
    private static final UUID ERASED = named("erased");
    private static final UUID LIST = named("list");

    /** Says everything before the service is there, and lets the broker think that the service has heard it. */
    public static class ToldBeforeTheStart implements QuarkusTestResourceLifecycleManager {

        @Override
        public Map<String, String> start() {
            snapshot(FAMILY, 3, "active", member("owner") + "," + member("left"));
            snapshot(FAMILY, 9, "active", member("owner") + "," + member("child"));
            snapshot(DISSOLVED, 9, "dissolved", member("owner"));
            snapshot(ERASED, 9, "active", member("owner"));
            Topic.sayGone(TOPIC, TYPE, ERASED.toString());
            Topic.readToTheEnd(TOPIC, GROUP);
            return Map.of("mp.messaging.incoming.family-snapshots.group.id", GROUP);
        }

        @Override
        public void stop() {}
    }

    @Test
    void everythingIsAsItWasSaid() {
        everythingIsHeard();
        as("child", "child", 1, FAMILY)
                .body(Map.of("familyId", FAMILY, "name", "Mine"))
                .post("/api/lists")
                .then()
                .statusCode(403);
        as("owner", "owner", 1, FAMILY)
                .body(Map.of("familyId", FAMILY, "name", "Weekly"))
                .post("/api/lists")
                .then()
                .statusCode(201);
        // A pass that the snapshot knows, and one that it does not.
        pass("pass").get("/api/lists?family=" + FAMILY).then().statusCode(200);
        pass("other").get("/api/lists?family=" + FAMILY).then().statusCode(404);
        assertThat(status("left", 8, FAMILY)).isEqualTo(404);
        assertThat(status("owner", 8, DISSOLVED)).isEqualTo(404);
        assertThat(status("owner", 99, ERASED)).isEqualTo(404);
    }

    @Test
    void aChildStillHasToAsk() {
        everythingIsHeard();
        String list = as("owner", "owner", 1, FAMILY)
                .body(Map.of("familyId", FAMILY, "name", "Sweets"))
                .post("/api/lists")
                .then()
                .extract()
                .path("id");
        as("child", "child", 1, FAMILY)
                .body(Map.of("name", "candy"))
                .post("/api/lists/%s/items".formatted(list))
                .then()
                .statusCode(201)
                .body("approval", equalTo("asked"));
    }

    @Test
    void whatIsOlderThanTheSnapshotIsPassedOver() {
        everythingIsHeard();
        change("family.member-joined.v1", 4, member("left"));
        change("family.member-joined.v1", 10, member("new"));

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> as("new", "guest", 1, FAMILY)
                                .body(Map.of("familyId", FAMILY, "name", "Mine"))
                                .post("/api/lists")
                                .statusCode()
                        == 201);
        assertThat(status("left", 8, FAMILY)).isEqualTo(404);
    }

    /** Who is not known yet is let in by their token: only what is refused was heard. */
    private static void everythingIsHeard() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> status("left", 8, FAMILY) == 404
                        && status("owner", 8, DISSOLVED) == 404
                        && status("owner", 99, ERASED) == 404);
    }

    private static int status(String person, long version, UUID family) {
        return as(person, "owner", version, family)
                .get("/api/lists?family=" + family)
                .statusCode();
    }

    private static RequestSpecification as(String person, String role, long version, UUID family) {
        return asks(Tokens.of(named(person), person).in(family, role, version).sign());
    }

    private static RequestSpecification pass(String pass) {
        return asks(Tokens.ofPass(named(pass), FAMILY, LIST, "add", 1).sign());
    }

    private static RequestSpecification asks(String token) {
        return RestAssured.given().auth().oauth2(token).contentType("application/json");
    }

    private static UUID named(String name) {
        return UUID.nameUUIDFromBytes(("rebuild/" + name).getBytes(StandardCharsets.UTF_8));
    }

    private static String member(String name) {
        return """
                {"personId":"%s","displayName":"%s","role":"%s"}""".formatted(named(name), name, name.equals("child") ? "child" : "owner");
    }

    private static void snapshot(UUID family, long version, String state, String members) {
        Topic.say(TOPIC, "/family-service", TYPE, family.toString(), UUID.randomUUID(), """
                {"familyId":"%s","name":"x","version":%d,"state":"%s","members":[%s],
                 "passes":[{"passId":"%s","listId":"%s","may":"add","label":"x","expiresAt":"2099-01-01T00:00:00Z"}],
                 "preferences":{"childAdditionsNeedApproval":true}}""".formatted(
                        family, version, state, members, named("pass"), LIST));
    }

    private static void change(String type, long version, String member) {
        Topic.say("grocer.family", "/family-service", type, FAMILY.toString(), UUID.randomUUID(), """
                {"familyId":"%s","version":%d,%s}""".formatted(
                        FAMILY, version, member.substring(1, member.length() - 1)));
    }
}
