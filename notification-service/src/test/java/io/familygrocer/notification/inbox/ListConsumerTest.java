package io.familygrocer.notification.inbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.familygrocer.notification.Household;
import io.familygrocer.notification.Reader;
import io.familygrocer.platform.testkit.Servers;
import io.familygrocer.platform.testkit.Topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

@QuarkusTest
@WithTestResource(Servers.class)
class ListConsumerTest {

    @Inject
    Pool pool;

    private final Household family = new Household();
    private final UUID anna = family.joins("Anna");
    private final Reader ben = new Reader(family.joins("Ben"));
    private final Reader cleo = new Reader(family.joins("Cleo"));

    @Test
    void theOthersAreToldAndTheActorIsNot() {
        family.adds(anna, "Milk");

        ben.awaits(List.of(List.of("Milk")));
        cleo.awaits(List.of(List.of("Milk")));
        assertThat(new Reader(anna).items()).isEmpty();
        ben.inbox()
                .then()
                .body("unread", equalTo(1))
                .body("items[0].familyId", equalTo(family.id().toString()))
                .body("items[0].listId", equalTo(family.list().toString()))
                .body("items[0].type", equalTo("item-added"))
                .body("items[0].title", equalTo("Anna added an item to Groceries"))
                .body("items[0].body", equalTo("Milk"))
                .body("items[0].actor.id", equalTo(anna.toString()))
                .body("items[0].actor.name", equalTo("Anna"))
                .body("items[0].count", equalTo(1))
                .body("items[0].read", equalTo(false));
    }

    @Test
    void whatFollowsSoonOnTheSameListJoinsTheUnreadEntry() {
        family.adds(anna, "Milk");
        family.adds(anna, "Bread");
        family.adds(cleo.id(), "Eggs");
        family.adds(UUID.randomUUID(), anna, UUID.randomUUID(), "Nails", Instant.now());

        ben.awaits(List.of(List.of("Nails"), List.of("Eggs"), List.of("Milk", "Bread")));
        ben.inbox().then().body("items.count", contains(1, 1, 2)).body("unread", equalTo(3));
    }

    @Test
    void whatIsReadTakesInNothingMore() {
        family.adds(anna, "Milk");
        ben.awaits(List.of(List.of("Milk")));
        ben.asks().post("/api/notifications/read-all").then().statusCode(204);

        family.adds(anna, "Bread");

        ben.awaits(List.of(List.of("Bread"), List.of("Milk")));
        cleo.awaits(List.of(List.of("Milk", "Bread")));
    }

    @Test
    void whatIsTenMinutesOldTakesInNothingMore() {
        family.adds(anna, "Milk");
        ben.awaits(List.of(List.of("Milk")));
        execute("update notification set created_at = created_at - interval '11 minutes' where family_id = $1");

        family.adds(anna, "Bread");

        ben.awaits(List.of(List.of("Bread"), List.of("Milk")));
    }

    @Test
    void aMessageThatComesAgainHasNoSecondEffect() {
        UUID event = UUID.randomUUID();
        family.adds(event, anna, family.list(), "Milk", Instant.now());
        family.adds(event, anna, family.list(), "Milk", Instant.now());
        family.adds(anna, "Bread");

        ben.awaits(List.of(List.of("Milk", "Bread")));
        ben.inbox().then().body("items[0].count", equalTo(2));
    }

    @Test
    void namesAreBoundedAndTheCountIsNot() {
        for (int i = 1; i <= 23; i++) {
            family.adds(anna, "Thing " + i);
        }

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> ben.inbox().then().body("items[0].count", equalTo(23)));
        ben.inbox().then().body("items[0].items", hasSize(20)).body("items", hasSize(1));
    }

    @Test
    void poisonGoesToTheDeadLettersAndTheRestGoesOn() {
        String key = family.id().toString();
        Topic.sayRaw("grocer.list", key, "no event");
        family.says("{\"familyId\": 7}");
        family.says("broken");
        family.adds(anna, "Milk");

        ben.awaits(List.of(List.of("Milk")));
        try (var deadLetters = Topic.listen("grocer.notification.dlq")) {
            assertThat(deadLetters.await(3, message -> key.equals(message.key())))
                    .extracting(message -> message.value())
                    .containsExactly("no event", "{\"familyId\": 7}", "broken");
        }
    }

    private void execute(String sql) {
        assertThat(pool.preparedQuery(sql)
                        .execute(Tuple.of(family.id()))
                        .await()
                        .indefinitely()
                        .rowCount())
                .isPositive();
    }
}
