package io.familygrocer.list.feed;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import biweekly.Biweekly;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.familygrocer.list.Family;
import io.familygrocer.platform.testkit.Servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

@QuarkusTest
@WithTestResource(Servers.class)
class FeedResourceTest {

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration EVENTS = Duration.ofSeconds(20);

    @Inject
    FeedConfig config;

    private final Family family = new Family();
    private final Family.Member anna = family.member("Anna");

    @BeforeEach
    void join() {
        family.hears("family.member-joined.v1", 1, "\"personId\":\"%s\",\"role\":\"adult\"".formatted(anna.id()));
    }

    @Test
    void aCalendarReadsAListByItsLinkAlone() {
        String list = list(anna, Map.of("name", "Weekly"));
        item(list, "milk");
        String path = made(list).path("path");

        var answer = awaited(path, 200);

        assertThat(answer.contentType()).startsWith("text/calendar");
        assertThat(answer.header("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(Biweekly.parse(answer.asString()).first().getTodos())
                .singleElement()
                .satisfies(todo -> assertThat(todo.getSummary().getValue()).isEqualTo("milk"));
        String tag = answer.header("ETag");
        RestAssured.given()
                .header("If-None-Match", tag)
                .get(path)
                .then()
                .statusCode(304)
                .header("ETag", equalTo(tag));

        item(list, "bread");

        RestAssured.given().header("If-None-Match", tag).get(path).then().statusCode(200);
    }

    @Test
    void aFeedOfTheFamilyShowsWhatItsPersonSees() {
        item(list(anna, Map.of("name", "Weekly")), "milk");
        item(list(anna, Map.of("name", "Staples", "template", true)), "salt");
        var ben = family.member("Ben");
        item(ben, list(ben, Map.of("name", "Secret", "sharedWith", java.util.List.of())), "a present");

        String calendar = awaited(made(null).path("path"), 200).asString();

        assertThat(calendar).contains("milk").doesNotContain("salt").doesNotContain("present");
    }

    @Test
    void aLinkIsToldOnceAndEndsWhenItIsMadeAnewOrRevoked() {
        String list = list(anna, Map.of("name", "Weekly"));
        String first = made(list).path("path");
        awaited(first, 200);
        var second = made(list);

        RestAssured.get(first).then().statusCode(404);
        anna.asks()
                .get("/api/feeds?family=" + family.id())
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(second.path("id")))
                .body("items[0].path", nullValue());
        family.member("Ben")
                .asks()
                .delete("/api/feeds/" + second.path("id"))
                .then()
                .statusCode(404);
        anna.asks().delete("/api/feeds/" + second.path("id")).then().statusCode(204);
        RestAssured.get(second.<String>path("path")).then().statusCode(404).contentType("application/problem+json");
        anna.asks().get("/api/feeds?family=" + family.id()).then().body("items", empty());
    }

    @Test
    void aLinkEndsWithItsPersonsMembership() {
        String list = list(anna, Map.of("name", "Weekly"));
        String path = made(list).path("path");
        awaited(path, 200);

        family.hears("family.member-left.v1", 2, "\"personId\":\"%s\"".formatted(anna.id()));

        Awaitility.await().atMost(SOON).until(() -> RestAssured.get(path).statusCode() == 404);
    }

    @Test
    void aLinkEndsWithItsList() {
        String list = list(anna, Map.of("name", "Weekly"));
        String path = made(list).path("path");
        awaited(path, 200);

        anna.asks().delete("/api/lists/" + list).then().statusCode(204);

        RestAssured.get(path).then().statusCode(404);
    }

    @Test
    void whoReadsTooOftenWaits() {
        String path = made(list(anna, Map.of("name", "Weekly"))).path("path");
        awaited(path, 200);

        for (int i = 0; i < config.perMinute() * 2; i++) {
            RestAssured.get(path);
        }

        RestAssured.get(path)
                .then()
                .statusCode(429)
                .header("Retry-After", Integer::parseInt, org.hamcrest.Matchers.lessThanOrEqualTo(60));
    }

    @Test
    void whoIsNotOfItMakesNone() {
        String list = list(anna, Map.of("name", "Weekly"));
        String body = "{\"familyId\":\"%s\",\"listId\":\"%s\"}".formatted(family.id(), list);
        Family.stranger().asks().body(body).post("/api/feeds").then().statusCode(404);
        Family.stranger().asks().get("/api/feeds?family=" + family.id()).then().statusCode(404);
        family.pass(UUID.fromString(list), "add")
                .asks()
                .body(body)
                .post("/api/feeds")
                .then()
                .statusCode(403);
        anna.asks()
                .body("{\"familyId\":\"%s\",\"listId\":\"%s\"}".formatted(family.id(), UUID.randomUUID()))
                .post("/api/feeds")
                .then()
                .statusCode(404);
        RestAssured.get("/api/feeds/" + "A".repeat(43) + "/todo.ics").then().statusCode(404);
        RestAssured.get("/api/feeds/short/todo.ics").then().statusCode(404);
        RestAssured.given()
                .contentType("application/json")
                .body(body)
                .post("/api/feeds")
                .then()
                .statusCode(401);
        anna.asks().body(body).post("/api/feeds").then().body("path", startsWith("/api/feeds/"));
    }

    private Response made(String list) {
        var body = new HashMap<String, Object>(Map.of("familyId", family.id()));
        body.put("listId", list);
        return anna.asks()
                .body(body)
                .post("/api/feeds")
                .then()
                .statusCode(201)
                .extract()
                .response();
    }

    /** The membership comes by an event. */
    private static Response awaited(String path, int status) {
        return Awaitility.await()
                .atMost(EVENTS)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> RestAssured.get(path), answer -> answer.statusCode() == status);
    }

    private String list(Family.Member by, Map<String, Object> fields) {
        var body = new HashMap<>(fields);
        body.put("familyId", family.id());
        return by.asks()
                .body(body)
                .post("/api/lists")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void item(String list, String name) {
        item(anna, list, name);
    }

    private static void item(Family.Member by, String list, String name) {
        by.asks()
                .body(Map.of("name", name))
                .post("/api/lists/%s/items".formatted(list))
                .then()
                .statusCode(201);
    }
}
