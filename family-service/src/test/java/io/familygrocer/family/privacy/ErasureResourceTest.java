package io.familygrocer.family.privacy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.Api;
import io.familygrocer.family.House;
import io.familygrocer.platform.testkit.Tables;
import io.familygrocer.platform.testkit.Topic;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@WithTestResource(House.class)
class ErasureResourceTest {

    private static final Map<String, String> CONFIRMED = Map.of("password", Api.PASSWORD);

    @Inject
    Pool pool;

    @Test
    void nothingOfThePersonIsLeftInAnyTable() {
        var anna = Api.register("Anna");
        String name = "Canary" + UUID.randomUUID().toString().substring(0, 8);
        var canary = Api.register(name);
        String family = anna.newFamily("Ours");
        canary.accept(anna.inviteCode(family, Map.of("role", "adult"))).then().statusCode(200);
        canary.inviteCode(family, Map.of("role", "child"));

        String report = erase(canary).getString("report");

        assertCompleted(report);
        assertThat(Tables.with(canary.email())).isEmpty();
        // By id only: what must be erased again after a restore, and messages that wait to be forgotten.
        assertThat(Tables.with(canary.id())).isSubsetOf("erasure", "erased", "outbox");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> Tables.with(name).isEmpty());
    }

    @Test
    void theFamilyGoesOnWithoutThem() {
        var anna = Api.register("Anna");
        var ben = Api.register("Ben");
        String family = anna.newFamily("Ours");
        ben.accept(anna.inviteCode(family, Map.of("role", "adult"))).then().statusCode(200);

        erase(ben);

        List<String> members =
                anna.request().get("/api/families/{id}", family).jsonPath().getList("members.personId");
        assertThat(members).containsExactly(anna.id().toString());
    }

    @Test
    void whoWasErasedIsSignedOutAndTheirAddressIsFree() {
        var anna = Api.register("Anna");

        erase(anna);

        Api.refresh(anna.refreshToken()).then().statusCode(401);
        Api.signIn(anna.email(), Api.PASSWORD).then().statusCode(401);
        anna.request().get("/api/me").then().statusCode(401);
        anna.request().get("/api/me/audit").then().statusCode(200);
    }

    @Test
    void everyServiceIsAskedWithThePersonAsKey() {
        var anna = Api.register("Anna");
        String family = anna.newFamily("Ours");
        var ben = Api.register("Ben");
        ben.accept(anna.inviteCode(family, Map.of("role", "owner"))).then().statusCode(200);

        String id = erase(anna).getString("id");

        try (var topic = Topic.listen("grocer.family")) {
            var asked = topic.await(
                            1,
                            message -> "family.erasure-requested.v1".equals(Topic.header(message, "ce_type"))
                                    && message.value().contains(id))
                    .getFirst();
            assertThat(asked.key()).isEqualTo(anna.id().toString());
            assertThat(JsonPath.from(asked.value()).getList("familyIds")).containsExactly(family);
        }
    }

    @Test
    void theLastOwnerIsToldWhichFamiliesAreInTheWay() {
        var anna = Api.register("Anna");
        String family = anna.newFamily("Only mine");

        var refused = anna.request()
                .body(CONFIRMED)
                .post("/api/me/erasure")
                .then()
                .statusCode(409)
                .extract()
                .jsonPath();

        assertThat(refused.getString("type")).endsWith("last-owner");
        assertThat(refused.getList("families.id")).containsExactly(family);
        anna.request().get("/api/me").then().statusCode(200);
    }

    @Test
    void aWrongPasswordErasesNothing() {
        var anna = Api.register("Anna");

        anna.request()
                .body(Map.of("password", "not hers"))
                .post("/api/me/erasure")
                .then()
                .statusCode(403);

        anna.request().get("/api/me").then().statusCode(200);
    }

    @Test
    void aSignInOfJustNowIsConfirmationEnough() {
        var anna = Api.register("Anna");

        anna.request().body(Map.of()).post("/api/me/erasure").then().statusCode(202);
    }

    @Test
    void theReportOpensOnlyWithItsToken() {
        var anna = Api.register("Anna");
        String report = erase(anna).getString("report");
        String other = report.substring(report.indexOf("/api/"), report.indexOf("?")) + "?token=guess";

        Api.anybody().get(other).then().statusCode(404);
        Api.anybody().get(report.substring(report.indexOf("/api/"))).then().statusCode(200);
    }

    @Test
    void anOwnerErasesTheirFamilyAtOnce() {
        var anna = Api.register("Anna");
        String name = "Gone-" + UUID.randomUUID();
        String family = anna.newFamily(name);

        var accepted = anna.request()
                .body(CONFIRMED)
                .post("/api/families/{id}/erasure", family)
                .then()
                .statusCode(202)
                .extract()
                .jsonPath();

        assertCompleted(accepted.getString("report"));
        anna.request().get("/api/families/{id}", family).then().statusCode(404);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> Tables.with(name).isEmpty());
        try (var topic = Topic.listen("grocer.family.snapshot")) {
            topic.await(1, message -> family.equals(message.key()) && message.value() == null);
        }
    }

    @Test
    void onlyAnOwnerErasesAFamilyAndAForeignOneIsNotThere() {
        var anna = Api.register("Anna");
        var ben = Api.register("Ben");
        var stranger = Api.register("Stranger");
        String family = anna.newFamily("Ours");
        ben.accept(anna.inviteCode(family, Map.of("role", "adult"))).then().statusCode(200);

        ben.request()
                .body(CONFIRMED)
                .post("/api/families/{id}/erasure", family)
                .then()
                .statusCode(403);
        stranger.request()
                .body(CONFIRMED)
                .post("/api/families/{id}/erasure", family)
                .then()
                .statusCode(404);
    }

    @Test
    void everythingThatHangsOnAPersonGoesWithThem() {
        // confdeltype: a is no action, r restrict; a table that only refers to people must say what becomes of it.
        var keeping = pool.query("""
                        select conrelid::regclass::text as name from pg_constraint
                        where contype = 'f' and confrelid = 'person'::regclass and confdeltype in ('a', 'r')""").executeAndAwait();

        // Members are taken out one by one, as their families have to hear of it.
        assertThat(keeping).extracting(row -> row.getString("name")).containsExactly("member");
    }

    private static JsonPath erase(Api.Someone someone) {
        return someone.request()
                .body(CONFIRMED)
                .post("/api/me/erasure")
                .then()
                .statusCode(202)
                .extract()
                .jsonPath();
    }

    private static void assertCompleted(String report) {
        String path = report.substring(report.indexOf("/api/"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Api.anybody()
                                .get(path)
                                .then()
                                .statusCode(200)
                                .extract()
                                .<String>path("state"))
                        .isEqualTo("completed"));
    }
}
