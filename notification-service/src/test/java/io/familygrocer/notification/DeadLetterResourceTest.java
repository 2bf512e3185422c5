package io.familygrocer.notification;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Pool;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.familygrocer.platform.testkit.Servers;
import io.familygrocer.platform.testkit.Topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

/** What an operator sees of messages that a service could not consume, and does about them. */
@QuarkusTest
@WithTestResource(Servers.class)
class DeadLetterResourceTest {

    @Inject
    Pool pool;

    @Inject
    MeterRegistry metrics;

    @TestHTTPResource(value = "/dead-letters", management = true)
    URI letters;

    private final Household family = new Household();

    @Test
    void whatCouldNotBeConsumedIsSentAgainOnceItsCauseIsGone() {
        var anna = family.joins("Anna");
        var ben = new Reader(family.joins("Ben"));
        family.adds(anna, "Bread");
        ben.awaits(List.of(List.of("Bread")));
        sql("alter table addition rename to addition_away");
        String letter;
        try {
            family.adds(anna, "Milk");
            letter = awaitLetter(family.id().toString()).get("id");
            replay(letter).then().statusCode(409).body("detail", containsString("addition"));
        } finally {
            sql("alter table addition_away rename to addition");
        }

        replay(letter).then().statusCode(200).body("consumers", equalTo(1));

        ben.awaits(List.of(List.of("Bread", "Milk")));
        RestAssured.get(letters + "/" + letter).then().statusCode(404);
        assertThat(ours(family.id().toString())).isEmpty();
    }

    @Test
    void whatCantBeReadIsShownAndPutAway() {
        String key = family.id().toString();
        Topic.sayRaw("grocer.list", key, "no event");
        var letter = awaitLetter(key);
        assertThat(letter)
                .containsEntry("cameFrom", "grocer.list")
                .extractingByKey("reason")
                .asString()
                .contains("no header ce_id");
        String one = letters + "/" + letter.get("id");
        RestAssured.get(one).then().statusCode(200).body("data", equalTo("no event"));
        Awaitility.await().until(() -> waiting() > 0);

        replay(letter.get("id")).then().statusCode(409).body("detail", containsString("no header ce_id"));
        RestAssured.delete(one).then().statusCode(204);

        RestAssured.delete(one).then().statusCode(404);
        assertThat(ours(key)).isEmpty();
    }

    @Test
    void aPlaceThatIsNoneIsNotFound() {
        for (String place : List.of("0-999999999", "nonsense", "1-x")) {
            RestAssured.get(letters + "/" + place).then().statusCode(404).body("status", equalTo(404));
        }
    }

    private io.restassured.response.Response replay(String letter) {
        return RestAssured.post(letters + "/" + letter + "/replay");
    }

    private Map<String, String> awaitLetter(String key) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> ours(key), found -> found.size() == 1)
                .getFirst();
    }

    private List<Map<String, String>> ours(String key) {
        return RestAssured.get(letters).jsonPath().getList("items.findAll { it.key == '%s' }".formatted(key));
    }

    private double waiting() {
        return metrics.get("grocer.dead.letters.waiting").gauge().value();
    }

    private void sql(String statement) {
        pool.query(statement).executeAndAwait();
    }
}
