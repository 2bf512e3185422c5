package io.familygrocer.list.trip;

import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import io.familygrocer.list.Family;
import io.familygrocer.list.stream.EventStream;
import io.familygrocer.list.sync.Phone;
import io.familygrocer.platform.testkit.Servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

@QuarkusTest
@WithTestResource(Servers.class)
class TripResourceTest {

    @Inject
    RedisDataSource redis;

    @Inject
    PresenceConfig presence;

    private final Family family = new Family();
    private final Family.Member anna = family.member("Anna");
    private final Family.Member ben = family.member("Ben");
    private final Phone annas = new Phone(family, anna);
    private final Phone bens = new Phone(family, ben);

    @Test
    void aTripIsADocumentOfEveryReplica() {
        var list = annas.list("Weekly");
        var trip = UUID.randomUUID();
        annas.does("trip.start", trip, Map.of("listId", list, "fields", Map.of("store", "Lidl")));
        annas.does("trip.claim", trip, Map.of("fields", Map.of("category", "dairy", "personId", ben.id())));
        annas.sync();

        var heard = bens.sync();

        assertThat(heard.getString("changes[1].kind")).isEqualTo("trip");
        assertThat(heard.getString("changes[1].store")).isEqualTo("Lidl");
        assertThat(heard.getString("changes[1].claims.dairy"))
                .isEqualTo(ben.id().toString());
        bens.does("trip.finish", trip, Map.of("fields", Map.of("review", "all there")));
        assertThat(bens.sync().getString("outcomes[0].result")).isEqualTo("applied");
        assertThat(annas.sync().getString("changes[0].finishedBy"))
                .isEqualTo(ben.id().toString());
    }

    @Test
    void theNewestClaimCounts() {
        var trip = start(annas.list("Weekly"));
        claim(trip, anna.id());
        claim(trip, ben.id());

        anna.asks()
                .get(trip(trip))
                .then()
                .body("trip.claims.dairy", equalTo(ben.id().toString()));
    }

    @Test
    void theTotalRunsAgainstTheBudget() {
        var list = UUID.randomUUID();
        annas.does("list.set", list, Map.of("fields", Map.of("name", "Weekly", "budget", euros(1_000))));
        var trip = start(list);
        annas.set(annas.item(list, "Milk"), Map.of("checked", true, "paidPrice", euros(250)));
        annas.set(annas.item(list, "Bread"), Map.of("checked", true, "estimatedPrice", euros(300)));
        annas.set(annas.item(list, "String"), Map.of("checked", true));
        annas.set(annas.item(list, "Salt"), Map.of("notFound", true));
        annas.set(annas.item(list, "Sugar"), Map.of("skippedIn", trip));
        annas.sync();

        anna.asks()
                .get(trip(trip))
                .then()
                .statusCode(200)
                .body("bought", hasSize(3))
                .body("open", hasSize(2))
                .body("notFound", hasSize(1))
                .body("skipped", hasSize(1))
                .body("totals[0].minor", equalTo(550))
                .body("totals[0].left", equalTo(450))
                .body("totals[0].unpriced", equalTo(1));
    }

    @Test
    void aTripThatIsOverIsMoneySpentAndAWayLearned() {
        var list = annas.list("Weekly");
        var trip = start(list);
        annas.set(annas.item(list, "Milk"), Map.of("category", "dairy", "checked", true, "paidPrice", euros(250)));
        annas.set(annas.item(list, "Rolls"), Map.of("category", "bread", "checked", true, "paidPrice", euros(100)));
        annas.does("list.clear-checked", list, Map.of("seen", 1_000));
        annas.sync();
        anna.asks()
                .body(Map.of("review", "fine"))
                .post(trip(trip) + "/finish")
                .then()
                .statusCode(200);

        String month = YearMonth.now(Clock.systemUTC()).toString();
        anna.asks()
                .get("/api/lists/spending?family=%s&from=%s&until=%2$s".formatted(family.id(), month))
                .then()
                .statusCode(200)
                .body("rows.category", contains("bread", "dairy"))
                .body("rows.store", contains("Lidl", "Lidl"))
                .body("rows.minor", contains(100, 250));
        anna.asks()
                .get("/api/lists/aisles?family=%s&store=Lidl".formatted(family.id()))
                .then()
                .body("items[0].order", contains("dairy", "bread"))
                .body("items[0].trips", equalTo(1));
        anna.asks()
                .get("/api/lists/trips?family=" + family.id())
                .then()
                .body("items[0].review", equalTo("fine"))
                .body("items[0].finishedAt", notNullValue());
    }

    @Test
    void whatWasCheckedOnATripAndIsHeardOfOnlyAfterItCountsForIt() {
        var list = annas.list("Weekly");
        var milk = annas.item(list, "Milk");
        var bread = annas.item(list, "Bread");
        var trip = start(list);
        bens.sync();
        bens.set(milk, Map.of("category", "dairy", "checked", true, "paidPrice", euros(250)));
        annas.does("trip.finish", trip, Map.of("fields", Map.of()));
        annas.sync();
        long ended = System.currentTimeMillis();
        await().until(() -> System.currentTimeMillis() > ended);
        bens.set(bread, Map.of("category", "bread", "checked", true, "paidPrice", euros(100)));

        bens.sync();
        bens.set(milk, Map.of("paidPrice", euros(300)));
        bens.sync();

        String month = YearMonth.now(Clock.systemUTC()).toString();
        anna.asks()
                .get("/api/lists/spending?family=%s&from=%s&until=%2$s".formatted(family.id(), month))
                .then()
                .statusCode(200)
                .body("rows.category", contains("dairy"))
                .body("rows.store", contains("Lidl"))
                .body("rows.minor", contains(250));
        anna.asks()
                .get("/api/lists/aisles?family=%s&store=Lidl".formatted(family.id()))
                .then()
                .body("items[0].trips", equalTo(0));
    }

    @Test
    void whatTwoHaveBoughtIsShownUntilSomebodyTakesItAway() {
        var list = annas.list("Weekly");
        var milk = annas.item(list, "Milk");
        annas.sync();
        bens.sync();
        annas.set(milk, Map.of("checked", true));
        bens.set(milk, Map.of("checked", true));
        annas.sync();
        bens.sync();

        var seen = annas.sync();
        assertThat(List.of(seen.getString("changes[0].checkedBy"), seen.getString("changes[0].boughtTwice")))
                .containsExactlyInAnyOrder(anna.id().toString(), ben.id().toString());

        annas.set(milk, java.util.Collections.singletonMap("boughtTwice", null));
        assertThat(annas.sync().getString("changes[0].boughtTwice")).isNull();
    }

    @Test
    void whoIsThereIsHeardOnTheStream() throws Exception {
        var trip = start(annas.list("Weekly"));
        try (var stream = new EventStream(ben.token(), "family=" + family.id(), null)) {
            await().until(() -> !stream.events().isEmpty());
            anna.asks().put(trip(trip) + "/presence").then().statusCode(204);

            await().untilAsserted(() -> assertThat(stream.events().toString())
                    .contains("event:presence")
                    .contains(anna.id().toString()));
            ben.asks().get(trip(trip)).then().body("present", contains(anna.id().toString()));
            anna.asks().delete(trip(trip) + "/presence").then().statusCode(204);
            ben.asks().get(trip(trip)).then().body("present", empty());
        }
    }

    @Test
    void whoHasNotSaidSoForAWhileIsNotThereAnyMore() {
        var trip = start(annas.list("Weekly"));
        String key = "{%s}:trip:%s".formatted(family.id(), trip);
        redis.sortedSet(String.class)
                .zadd(key, System.currentTimeMillis() - 1.0, ben.id().toString());

        anna.asks().put(trip(trip) + "/presence").then().statusCode(204);

        ben.asks().get(trip(trip)).then().body("present", contains(anna.id().toString()));
        assertThat(redis.key().pttl(key)).isBetween(1L, presence.ttl().toMillis());
    }

    @Test
    void aTripToAPrivateListIsNobodyElses() throws Exception {
        var list = UUID.randomUUID();
        annas.does("list.set", list, Map.of("fields", Map.of("name", "Presents", "sharedWith", List.of())));
        annas.sync();
        var trip = start(list);
        bens.does("trip.finish", trip, Map.of("fields", Map.of()));

        var heard = bens.sync();

        assertThat(heard.getList("changes")).isEmpty();
        assertThat(heard.getInt("outcomes[0].problem.status")).isEqualTo(404);
        ben.asks().get(trip(trip)).then().statusCode(404);
        ben.asks().put(trip(trip) + "/presence").then().statusCode(404);
        ben.asks().get("/api/lists/trips?family=" + family.id()).then().body("items", empty());
        try (var stream = new EventStream(ben.token(), "family=" + family.id(), null)) {
            await().until(() -> !stream.events().isEmpty());
            anna.asks().put(trip(trip) + "/presence").then().statusCode(204);
            var shared = annas.list("Weekly");
            annas.sync();
            await().untilAsserted(() -> assertThat(stream.events().toString()).contains(shared.toString()));
            assertThat(stream.events().toString()).doesNotContain(trip.toString());
        }
    }

    @Test
    void theSameKeyTwiceIsOneTrip() {
        var list = annas.list("Weekly");
        annas.sync();

        assertThat(startOf(list, "k")).isEqualTo(startOf(list, "k"));
        Family.stranger()
                .asks()
                .body(Map.of("listId", list))
                .post("/api/lists/trips")
                .then()
                .statusCode(404);
    }

    @Test
    void nonsenseIsRefused() {
        var trip = start(annas.list("Weekly"));
        anna.asks()
                .body(Map.of("review", "x".repeat(1_001)))
                .post(trip(trip) + "/finish")
                .then()
                .statusCode(400);
        anna.asks().body("{}").put(trip(trip) + "/claims").then().statusCode(400);
        anna.asks()
                .get("/api/lists/spending?family=%s&from=x&until=y".formatted(family.id()))
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("from"));
        annas.does("trip.start", UUID.randomUUID(), Map.of("fields", Map.of()));
        assertThat(annas.sync().getInt("outcomes[0].problem.status")).isEqualTo(400);
    }

    private void claim(UUID trip, UUID person) {
        anna.asks()
                .body(Map.of("category", "dairy", "personId", person))
                .put(trip(trip) + "/claims")
                .then()
                .statusCode(200);
    }

    /** By Anna's phone: what it checks after that is after that by its own clock, too. */
    private UUID start(UUID list) {
        var trip = UUID.randomUUID();
        annas.does("trip.start", trip, Map.of("listId", list, "fields", Map.of("store", "Lidl")));
        annas.sync();
        return trip;
    }

    private UUID startOf(UUID list, String key) {
        var asks = anna.asks();
        return UUID.fromString((key == null ? asks : asks.header("Idempotency-Key", key))
                .body(Map.of("listId", list, "store", "Lidl"))
                .post("/api/lists/trips")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    private static Map<String, Object> euros(int cents) {
        return Map.of("minor", cents, "currency", "EUR");
    }

    private static String trip(UUID trip) {
        return "/api/lists/trips/" + trip;
    }
}
