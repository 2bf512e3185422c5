package io.familygrocer.list.sync;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.familygrocer.list.Family;
import io.familygrocer.platform.testkit.Servers;
import io.familygrocer.platform.testkit.Topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

/** Where a family wants it, what a child adds waits for an adult's yes. */
@QuarkusTest
@WithTestResource(Servers.class)
class ApprovalTest {

    private final Family family = new Family();
    private final Family.Member anna = family.member("Anna", "owner");
    private final Family.Member carl = family.member("Carl", "child");
    private final Phone annas = new Phone(family, anna);
    private final Phone carls = new Phone(family, carl);
    private UUID list;

    @BeforeEach
    void theFamilyWantsToBeAsked() {
        list = annas.list("Weekly");
        annas.sync();
        family.hears("family.preferences-changed.v1", 2, """
                "preferences":{"language":"en","childAdditionsNeedApproval":true}""");
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
            carls.item(list, "try");
            return "asked".equals(last(carls.sync()).get("approval"));
        });
    }

    @Test
    void itIsThereForAllAndNotYetOpen() {
        long open = overview().getLong("items[0].open");
        long asked = overview().getLong("items[0].asked");
        var candy = carls.item(list, "candy");
        carls.sync();

        assertThat(overview().getLong("items[0].open")).isEqualTo(open);
        assertThat(overview().getLong("items[0].asked")).isEqualTo(asked + 1);
        assertThat(last(annas.sync()).get("approval")).isEqualTo("asked");

        annas.does("item.approve", candy, Map.of("seen", annas.since()));
        var answer = annas.sync();
        assertThat(answer.getString("outcomes[0].result")).isEqualTo("applied");
        assertThat(last(answer).get("approval")).isNull();
        assertThat(overview().getLong("items[0].open")).isEqualTo(open + 1);
    }

    @Test
    void aYesByScriptIsAYesOnce() {
        String candy = carl.asks()
                .body(Map.of("name", "candy"))
                .post("/api/lists/%s/items".formatted(list))
                .then()
                .body("approval", equalTo("asked"))
                .extract()
                .path("id");
        String path = "/api/lists/%s/items/%s/approve".formatted(list, candy);
        carl.asks().post(path).then().statusCode(403);
        String tag = anna.asks()
                .post(path)
                .then()
                .statusCode(200)
                .body("approval", nullValue())
                .extract()
                .header("ETag");
        anna.asks().post(path).then().statusCode(200).header("ETag", equalTo(tag));
    }

    @Test
    void aYesToWhatHasChangedSinceIsNone() {
        var candy = carls.item(list, "candy");
        carls.sync();
        annas.sync();
        carls.set(candy, Map.of("name", "cake"));
        carls.sync();

        annas.does("item.approve", candy, Map.of("seen", annas.since()));
        var answer = annas.sync();

        assertThat(answer.getString("outcomes[0].result")).isEqualTo("superseded");
        assertThat(last(answer).get("approval")).isEqualTo("asked");
    }

    @Test
    void aNoIsARemovalAndAnAdultAsksNobody() {
        var candy = carls.item(list, "candy");
        carls.sync();
        annas.does("item.remove", candy, Map.of("seen", annas.sync().getLong("revision")));
        assertThat(annas.sync().getString("outcomes[0].result")).isEqualTo("applied");
        annas.item(list, "milk");
        assertThat(last(annas.sync()).get("approval")).isNull();
    }

    @Test
    void thoseWhoMaySayYesAreAskedOnceAndTheCatalogueHearsIt() {
        try (var topic = Topic.listen("grocer.list")) {
            var candy = carls.item(list, "candy");
            carls.set(candy, Map.of("amount", 2));
            carls.sync();
            annas.does("item.approve", candy, Map.of("seen", Long.MAX_VALUE));
            annas.sync();

            var said = topic.await(
                    3,
                    message -> message.key().equals(family.id().toString())
                            && message.value().contains(candy.toString()));
            assertThat(said)
                    .extracting(message -> Topic.header(message, "ce_type"))
                    .containsExactly("list.item-added.v1", "list.item-approval-asked.v1", "list.item-changed.v1");
            assertThat(said.get(0).value()).contains("\"asked\":true");
            assertThat(said.get(2).value()).contains("\"approval\"");
        }
    }

    private JsonPath overview() {
        return anna.asks().get("/api/lists?family=" + family.id()).jsonPath();
    }

    private static Map<String, Object> last(JsonPath answer) {
        return answer.getMap("changes[-1]");
    }
}
