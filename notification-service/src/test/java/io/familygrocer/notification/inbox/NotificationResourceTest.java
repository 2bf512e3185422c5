package io.familygrocer.notification.inbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.familygrocer.notification.Household;
import io.familygrocer.notification.Reader;
import io.familygrocer.platform.testkit.Servers;
import io.familygrocer.platform.testkit.Statements;
import io.familygrocer.platform.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@WithTestResource(Servers.class)
class NotificationResourceTest {

    private static final String INBOX = "/api/notifications";

    @Inject
    Pool pool;

    @Inject
    NotificationService notifications;

    private final Household family = new Household();
    private final UUID anna = family.joins("Anna");
    private final Reader ben = new Reader(family.joins("Ben"));

    @Test
    void theInboxIsReadPageByPageNewestFirst() {
        fill(5);
        List<String> ids = new ArrayList<>();
        String after = "";
        do {
            Response page = ben.asks().get(INBOX + "?limit=2" + after);
            ids.addAll(page.then()
                    .statusCode(200)
                    .body("unread", equalTo(5))
                    .extract()
                    .path("items.id"));
            after = page.path("next") == null ? null : "&after=" + page.path("next");
        } while (after != null);

        assertThat(ids).hasSize(5).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(ids).isEqualTo(ben.inbox().path("items.id"));
    }

    @Test
    void whatIsReadIsNoLongerUnread() {
        fill(3);
        String second = ben.inbox().path("items[1].id");

        ben.asks().post(INBOX + "/" + second + "/read").then().statusCode(204);
        ben.asks().post(INBOX + "/" + second + "/read").then().statusCode(204);

        ben.inbox()
                .then()
                .body("items", hasSize(3))
                .body("items[1].read", equalTo(true))
                .body("unread", equalTo(2));
        ben.asks().get(INBOX + "?unread=true").then().body("items", hasSize(2));
        ben.asks().post(INBOX + "/read-all").then().statusCode(204);
        ben.inbox().then().body("unread", equalTo(0)).body("items.read", everyItem(equalTo(true)));
        ben.asks().get(INBOX + "?unread=true").then().body("items", hasSize(0)).body("next", nullValue());
    }

    @Test
    void theReadersLanguageIsSpoken() {
        fill(1);

        ben.asks()
                .header("Accept-Language", "de-DE,de;q=0.9,en;q=0.8")
                .get(INBOX)
                .then()
                .header("Content-Language", "de")
                .header("Vary", "Accept-Language")
                .header("Cache-Control", "no-store")
                .body("items[0].title", equalTo("Anna hat etwas auf „Groceries“ gesetzt"));
    }

    @Test
    void anotherPersonsEntryIsNotThere() {
        fill(1);
        String entry = ben.inbox().path("items[0].id");
        var stranger = new Reader(UUID.randomUUID());

        for (String id : List.of(entry, UUID.randomUUID().toString(), "no-id", "%00")) {
            stranger.asks()
                    .urlEncodingEnabled(false)
                    .post(INBOX + "/" + id + "/read")
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json");
        }

        stranger.inbox().then().statusCode(200).body("items", hasSize(0)).body("unread", equalTo(0));
        stranger.asks().post(INBOX + "/read-all").then().statusCode(204);
        ben.inbox().then().body("unread", equalTo(1));
    }

    @Test
    void withoutAValidTokenNobodyIsLetIn() {
        given().get(INBOX)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .contentType("application/problem+json");
        for (String token : List.of(
                "broken",
                Tokens.of(ben.id(), "Ben").audience("somebody-else").sign(),
                Tokens.of(ben.id(), "Ben").validFor(Duration.ofMinutes(-5)).sign())) {
            given().auth().oauth2(token).get(INBOX).then().statusCode(401).contentType("application/problem+json");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "limit=abc", "limit=9999999999", "after=1", "after=%00"})
    void aParameterOutOfItsBoundsIsAProblem(String query) {
        int status = ben.asks()
                .urlEncodingEnabled(false)
                .get(INBOX + "?" + query)
                .then()
                .contentType("application/problem+json")
                .extract()
                .statusCode();

        assertThat(status).isIn(400, 404);
    }

    @Test
    void aHugeBodyAndAnUnknownPathAreProblems() {
        ben.asks()
                .contentType("application/json")
                .body("x".repeat(10_000_000))
                .post(INBOX + "/read-all")
                .then()
                .statusCode(413)
                .contentType("application/problem+json");
        ben.asks().get(INBOX + "/x/y").then().statusCode(404).contentType("application/problem+json");
        ben.asks().delete(INBOX).then().statusCode(405).contentType("application/problem+json");
    }

    @Test
    void aPageTakesAsManyStatementsForManyEntriesAsForOne() {
        fill(1);
        int forOne = statementsOfAPage();
        fill(9);

        assertThat(statementsOfAPage()).as("statements for ten entries").isEqualTo(forOne);
        assertThat(forOne).as("the page with its names, and the count").isEqualTo(2);
    }

    @Test
    void whatIsOlderThanTheRetentionIsForgotten() throws Throwable {
        fill(2);
        String oldest = ben.inbox().path("items[1].id");
        execute(
                "update notification set created_at = now() - interval '91 days' where id = $1",
                UUID.fromString(oldest));
        execute("update addition set kept_at = now() - interval '2 days' where family_id = $1", family.id());

        VertxContextSupport.subscribeAndAwait(notifications::forget);

        ben.inbox().then().body("items", hasSize(1));
        assertThat(pool.preparedQuery("select 1 from addition where family_id = $1")
                        .execute(Tuple.of(family.id()))
                        .await()
                        .indefinitely()
                        .size())
                .isZero();
    }

    /** As many entries, each of a list of its own. */
    private void fill(int entries) {
        int before = ben.items().size();
        for (int i = 0; i < entries; i++) {
            family.adds(UUID.randomUUID(), anna, UUID.randomUUID(), "Milk", Instant.now());
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> ben.items().size() == before + entries);
    }

    private int statementsOfAPage() {
        try (var statements = Statements.listen()) {
            ben.inbox().then().statusCode(200);
            return statements.on("").size();
        }
    }

    private void execute(String sql, UUID id) {
        assertThat(pool.preparedQuery(sql)
                        .execute(Tuple.of(id))
                        .await()
                        .indefinitely()
                        .rowCount())
                .isPositive();
    }
}
