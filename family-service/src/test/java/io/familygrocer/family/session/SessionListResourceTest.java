package io.familygrocer.family.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.Api;
import io.familygrocer.family.House;
import io.familygrocer.family.TestClock;
import io.familygrocer.platform.testkit.Tokens;
import io.familygrocer.platform.testkit.Topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@WithTestResource(House.class)
class SessionListResourceTest {

    private static final String FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0";

    @Inject
    TestClock clock;

    @AfterEach
    void setTheClockRight() {
        clock.reset();
    }

    @Test
    void aPersonSeesWhereTheyAreSignedIn() {
        var anna = Api.register("Anna");
        var phone = signIn(anna, Map.of("User-Agent", FIREFOX));

        request(phone)
                .get("/api/sessions")
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body("items", hasSize(2))
                .body("items[0].device", equalTo("Firefox on Android"))
                .body("items[0].methods", equalTo(List.of("pwd")))
                .body("items[0].current", equalTo(true))
                .body("items[1].current", equalTo(false))
                .body("next", nullValue());
    }

    @Test
    void aClientNamesItsDevice() {
        var anna = Api.register("Anna");
        var tablet = signIn(anna, Map.of("User-Agent", FIREFOX, "X-Client", "Kitchen tablet"));

        request(tablet).get("/api/sessions").then().body("items[0].device", equalTo("Kitchen tablet"));
    }

    @Test
    void theLastUseIsTheLastRefresh() {
        var anna = Api.register("Anna");
        String before = anna.request().get("/api/sessions").path("items[0].lastUsedAt");
        clock.move(Duration.ofHours(1));
        Api.refresh(anna.refreshToken()).then().statusCode(200);

        String after = anna.request().get("/api/sessions").path("items[0].lastUsedAt");

        assertThat(Duration.between(java.time.Instant.parse(before), java.time.Instant.parse(after)))
                .isGreaterThanOrEqualTo(Duration.ofHours(1));
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        var anna = Api.register("Anna");
        for (int i = 0; i < 4; i++) {
            signIn(anna, Map.of());
        }
        var seen = new ArrayList<String>();
        String next = null;
        do {
            var page = anna.request()
                    .queryParam("limit", 2)
                    .queryParams(next == null ? Map.of() : Map.of("after", next))
                    .get("/api/sessions")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            seen.addAll(page.getList("items.id"));
            next = page.getString("next");
        } while (next != null);

        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void aBadPageIsRefused() {
        var anna = Api.register("Anna");

        anna.request().queryParam("after", "x").get("/api/sessions").then().statusCode(400);
        anna.request().queryParam("limit", 101).get("/api/sessions").then().statusCode(400);
        Api.anybody().get("/api/sessions").then().statusCode(401);
    }

    @Test
    void anEndedSessionIsOverAndTheOthersAreNot() {
        var anna = Api.register("Anna");
        var phone = signIn(anna, Map.of());
        String id = request(phone).get("/api/sessions").path("items.find { it.current }.id");

        for (int twice = 0; twice < 2; twice++) {
            anna.request().delete("/api/sessions/{id}", id).then().statusCode(204);
        }

        Api.refresh(phone.getString("refreshToken")).then().statusCode(401);
        Api.refresh(anna.refreshToken()).then().statusCode(200);
        anna.request().get("/api/sessions").then().body("items", hasSize(1));
        assertTold(anna, id, "ended");
    }

    @Test
    void theTokensOfAnEndedSessionAreRefusedHereSoon() {
        var anna = Api.register("Anna");
        var phone = signIn(anna, Map.of());
        request(phone).delete("/api/sessions").then().statusCode(204);

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> request(phone).get("/api/me").statusCode() == 401);
    }

    @Test
    void aSessionOfAnotherIsNotThere() {
        var anna = Api.register("Anna");
        var eve = Api.register("Eve");
        String id = anna.request().get("/api/sessions").path("items[0].id");

        eve.request().delete("/api/sessions/{id}", id).then().statusCode(404);
        eve.request().delete("/api/sessions/{id}", UUID.randomUUID()).then().statusCode(404);

        Api.refresh(anna.refreshToken()).then().statusCode(200);
    }

    @Test
    void allButThisEnd() {
        var anna = Api.register("Anna");
        var phone = signIn(anna, Map.of());

        anna.request().delete("/api/sessions?keepCurrent=true").then().statusCode(204);

        Api.refresh(phone.getString("refreshToken")).then().statusCode(401);
        Api.refresh(anna.refreshToken()).then().statusCode(200);
    }

    @Test
    void allEnd() {
        var anna = Api.register("Anna");
        var phone = signIn(anna, Map.of());

        anna.request().delete("/api/sessions").then().statusCode(204);

        Api.refresh(phone.getString("refreshToken")).then().statusCode(401);
        Api.refresh(anna.refreshToken()).then().statusCode(401);
    }

    @Test
    void theOwnerOfAReusedSessionIsTold() {
        var anna = Api.register("Anna");
        String id = anna.request().get("/api/sessions").path("items[0].id");
        Api.refresh(anna.refreshToken()).then().statusCode(200);
        clock.move(Duration.ofMinutes(3));

        Api.refresh(anna.refreshToken()).then().statusCode(401);

        assertTold(anna, id, "reuse");
        var again = signIn(anna, Map.of());
        request(again)
                .get("/api/me/audit")
                .then()
                .statusCode(200)
                .body("items.action.toString()", containsString("token-reused"));
    }

    @Test
    void aSessionRunsOutWhereItIsNotUsed() {
        var anna = Api.register("Anna");
        clock.move(Duration.ofDays(61));

        Api.refresh(anna.refreshToken()).then().statusCode(401);
    }

    @Test
    void aGuestPassHasNoSessions() {
        String pass = Tokens.ofPass(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), "check", 1)
                .sign();

        // Signed by another issuer than this service, so it does not even verify here.
        Api.anybody()
                .header("Authorization", "Bearer " + pass)
                .get("/api/sessions")
                .then()
                .statusCode(401);
    }

    private static JsonPath signIn(Api.Someone someone, Map<String, String> headers) {
        return Api.anybody()
                .headers(headers)
                .body(Map.of("email", someone.email(), "password", Api.PASSWORD))
                .post("/api/auth/sign-in")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static io.restassured.specification.RequestSpecification request(JsonPath session) {
        return Api.anybody().header("Authorization", "Bearer " + session.getString("accessToken"));
    }

    private static void assertTold(Api.Someone someone, String sessionId, String reason) {
        try (var topic = Topic.listen("grocer.family")) {
            var told = topic.await(
                    1,
                    event -> someone.id().toString().equals(event.key())
                            && "family.session-ended.v1".equals(Topic.header(event, "ce_type")));
            assertThat(told).hasSize(1);
            assertThat(told.getFirst().value()).contains(sessionId, "\"" + reason + "\"");
        }
    }
}
