package io.familygrocer.list.sync;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.familygrocer.list.Family;
import io.familygrocer.platform.testkit.Servers;
import io.familygrocer.platform.testkit.Topic;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@WithTestResource(Servers.class)
class ListEventsTest {

    private final Family family = new Family();
    private final Family.Member anna = family.member("Anna");
    private final Phone annas = new Phone(family, anna);
    private final Topic topic = Topic.listen("grocer.list");

    @AfterEach
    void close() {
        topic.close();
    }

    @Test
    void whatIsTrueIsSaidOnceAndInOrder() throws Exception {
        var list = annas.list("Weekly");
        var milk = annas.item(list, "milk");
        annas.syncAndLoseTheReply();
        annas.sync();
        annas.set(milk, Map.of("checked", true));
        annas.sync();
        annas.does("item.remove", milk, Map.of("seen", annas.since()));
        annas.sync();

        var said = topic.await(4, this::isOurs);

        assertThat(said.stream().map(message -> Topic.header(message, "ce_type")))
                .containsExactly(
                        "list.list-changed.v1", "list.item-added.v1", "list.item-changed.v1", "list.item-removed.v1");
        assertThat(said.stream().map(message -> Topic.header(message, "ce_source")))
                .containsOnly("/list-service");
        assertThat(said.stream().map(ConsumerRecord::partition).distinct()).hasSize(1);
        var added = new ObjectMapper().readTree(said.get(1).value());
        assertThat(added.get("listName").asText()).isEqualTo("Weekly");
        assertThat(added.get("actorId").asText()).isEqualTo(anna.id().toString());
    }

    @Test
    void theCatalogsWordPutsAnItemIntoItsAisleOnce() {
        var list = annas.list("Weekly");
        var milk = annas.item(list, "oat milk");
        var odd = annas.item(list, "my own category");
        annas.set(odd, Map.of("category", "mine"));
        annas.sync();
        var event = UUID.randomUUID();
        classified(event, milk, "oat milk");
        classified(event, milk, "oat milk");
        classified(UUID.randomUUID(), odd, "my own category");
        classified(UUID.randomUUID(), milk, "an older name");

        Awaitility.await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
            var items = new Phone(family, anna).sync();
            assertThat(items.getString("changes.find { it.id == '%s' }.category".formatted(milk)))
                    .isEqualTo("dairy-alternatives");
            assertThat(items.getString("changes.find { it.id == '%s' }.category".formatted(odd)))
                    .isEqualTo("mine");
        });
        assertThat(new Phone(family, anna).sync().getLong("revision")).isEqualTo(annas.since() + 1);
    }

    @Test
    void aPoisonMessageGoesToTheDeadLettersAndTheRestGoesOn() {
        var list = annas.list("Weekly");
        var milk = annas.item(list, "oat milk");
        annas.sync();
        String mark = UUID.randomUUID().toString();
        Topic.sayRaw("grocer.catalog", mark, "this is no event");
        Topic.say(
                "grocer.catalog",
                "/catalog-service",
                "catalog.item-classified.v1",
                mark,
                UUID.randomUUID(),
                "{\"familyId\":7");
        classified(UUID.randomUUID(), milk, "oat milk");

        try (var dead = Topic.listen("grocer.list.dlq")) {
            var letters = dead.await(2, message -> mark.equals(message.key()));
            assertThat(letters).hasSize(2);
            assertThat(letters.stream().map(letter -> Topic.header(letter, "dead-letter-reason")))
                    .doesNotContainNull();
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(() -> "dairy-alternatives".equals(annas.sync().getString("changes[0].category")));
    }

    @Test
    void eventsOfAnUnknownTypeArePassedOver() {
        var list = annas.list("Weekly");
        var milk = annas.item(list, "oat milk");
        annas.sync();
        Topic.say(
                "grocer.catalog",
                "/catalog-service",
                "catalog.something-new.v1",
                family.id().toString(),
                UUID.randomUUID(),
                "{}");
        classified(UUID.randomUUID(), milk, "oat milk");

        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(() -> List.of("dairy-alternatives").equals(annas.sync().getList("changes.category")));
    }

    private boolean isOurs(ConsumerRecord<String, String> message) {
        return family.id().toString().equals(message.key());
    }

    private void classified(UUID event, UUID item, String name) {
        Topic.say(
                "grocer.catalog",
                "/catalog-service",
                "catalog.item-classified.v1",
                family.id().toString(),
                event,
                """
                {"familyId":"%s","itemId":"%s","listId":"%s","name":"%s","productId":"oat-milk",
                 "category":"dairy-alternatives"}""".formatted(family.id(), item, UUID.randomUUID(), name));
    }
}
