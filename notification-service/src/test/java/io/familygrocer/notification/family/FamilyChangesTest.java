package io.familygrocer.notification.family;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

import io.familygrocer.notification.Household;
import io.familygrocer.notification.Reader;
import io.familygrocer.platform.testkit.Servers;
import io.familygrocer.platform.testkit.Tokens;
import io.familygrocer.platform.testkit.Topic;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

/** What becomes of the inboxes when a family changes. */
@QuarkusTest
@WithTestResource(Servers.class)
class FamilyChangesTest {

    private final Household family = new Household();

    @Test
    void aChildsWishIsForThoseWhoMaySayYes() {
        UUID carl = family.joins("Carl", "child");
        var anna = new Reader(family.joins("Anna"));
        var gil = new Reader(family.joins("Gil", "guest"));
        family.asksFor(carl, "Candy");
        family.asksFor(carl, "Cake");
        family.adds(carl, "Milk");

        anna.awaits(List.of(List.of("Milk"), List.of("Candy", "Cake")));
        anna.inbox()
                .then()
                .body("items[1].type", equalTo("approval-asked"))
                .body("items[1].title", equalTo("Carl would like 2 items on Groceries"));
        gil.awaits(List.of(List.of("Milk")));
    }

    @Test
    void whoIsHeardOfLaterThanAWishIsAskedStill() {
        UUID carl = family.joins("Carl", "child");
        var anna = new Reader(family.joins("Anna"));
        family.asksFor(carl, "Candy");
        family.adds(carl, "Milk");
        anna.awaits(List.of(List.of("Milk"), List.of("Candy")));

        var ben = new Reader(family.joins("Ben"));
        var gil = new Reader(family.joins("Gil", "guest"));

        ben.awaits(List.of(List.of("Milk"), List.of("Candy")));
        gil.awaits(List.of(List.of("Milk")));
    }

    @Test
    void whoBecomesAnAdultIsAskedFromThenOn() {
        UUID carl = family.joins("Carl", "child");
        var gil = new Reader(family.joins("Gil", "guest"));
        role(gil.id(), "adult");
        // Heard after it, so that what follows happens to an adult.
        family.hears("family.member-renamed.v1", "\"personId\":\"%s\",\"displayName\":\"Karl\"".formatted(carl));
        family.adds(carl, "Milk");
        eventually(() -> gil.inbox().then().body("items[0].title", equalTo("Karl added an item to Groceries")));

        family.asksFor(carl, "Candy");

        gil.awaits(List.of(List.of("Candy"), List.of("Milk")));
    }

    @Test
    void aNewNameIsSeenOnWhatWasSaidBefore() {
        UUID anna = family.joins("Anna");
        var ben = new Reader(family.joins("Ben"));
        family.adds(anna, "Milk");
        ben.awaits(List.of(List.of("Milk")));

        family.hears("family.member-renamed.v1", "\"personId\":\"%s\",\"displayName\":\"Anne\"".formatted(anna));

        eventually(() -> ben.inbox().then().body("items[0].title", equalTo("Anne added an item to Groceries")));
    }

    @Test
    void aDissolvedFamilyIsNotSpokenOfUntilItIsRestored() {
        UUID anna = family.joins("Anna");
        var ben = new Reader(family.joins("Ben"));
        family.adds(anna, "Milk");
        ben.awaits(List.of(List.of("Milk")));

        family.hears("family.dissolved.v1", "\"erasesAt\":\"2099-01-01T00:00:00Z\"");
        eventually(() -> ben.inbox().then().body("items", hasSize(0)).body("unread", equalTo(0)));

        family.hears("family.restored.v1", "");
        eventually(() -> ben.inbox().then().body("items", hasSize(1)).body("unread", equalTo(1)));
    }

    @Test
    void whoWasSignedOutByATheftIsTold() {
        var anna = new Reader(UUID.randomUUID());
        sessionEnded(anna.id(), "sign-out");
        sessionEnded(anna.id(), "reuse");

        eventually(() -> anna.inbox()
                .then()
                .body("items", hasSize(1))
                .body("items[0].type", equalTo("signed-out"))
                .body("items[0].title", equalTo("You were signed out on one of your devices"))
                .body("items[0].actor", nullValue())
                .body("items[0].familyId", nullValue()));
    }

    @Test
    void aSnapshotSaysWhoIsThereAndWhatIsOlderIsPassedOver() {
        UUID anna = family.joins("Anna");
        var ben = new Reader(family.joins("Ben"));
        var dora = new Reader(UUID.randomUUID());
        family.adds(anna, "Milk");
        ben.awaits(List.of(List.of("Milk")));

        family.hearsSnapshot(5, "active", member(anna, "Anna") + "," + member(dora.id(), "Dora"));
        eventually(() -> ben.inbox().then().body("items", hasSize(0)));
        family.joins(ben.id(), "Ben", 6, Instant.now());
        family.adds(anna, "Bread");

        dora.awaits(List.of(List.of("Milk", "Bread")));
        ben.inbox().then().body("items", hasSize(0));
    }

    @Test
    void aGuestPassHasNoInbox() {
        String token = Tokens.ofPass(UUID.randomUUID(), family.id(), family.list(), "add", 1)
                .sign();
        var asks = RestAssured.given().auth().oauth2(token);
        asks.get("/api/notifications").then().statusCode(403);
        asks.post("/api/notifications/read-all").then().statusCode(403);
        asks.post("/api/notifications/%s/read".formatted(UUID.randomUUID()))
                .then()
                .statusCode(403);
    }

    private void role(UUID person, String role) {
        family.hears("family.member-role-changed.v1", "\"personId\":\"%s\",\"role\":\"%s\"".formatted(person, role));
    }

    private static String member(UUID person, String name) {
        return "{\"personId\":\"%s\",\"displayName\":\"%s\",\"role\":\"adult\"}".formatted(person, name);
    }

    private static void sessionEnded(UUID person, String reason) {
        Topic.say(
                "grocer.family",
                "/family-service",
                "family.session-ended.v1",
                person.toString(),
                UUID.randomUUID(),
                """
                {"personId":"%s","sessionId":"%s","reason":"%s"}""".formatted(person, UUID.randomUUID(), reason));
    }

    private static void eventually(ThrowingRunnable holds) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(holds);
    }
}
