package io.familygrocer.catalog.classify;

import java.util.List;
import java.util.UUID;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.familygrocer.platform.testkit.Contracts;
import io.familygrocer.platform.testkit.Servers;
import io.familygrocer.platform.testkit.Topic;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@WithTestResource(Servers.class)
class ListConsumerTest {

    private static final String ITEM_ADDED = "list.item-added.v1";

    private final String family = UUID.randomUUID().toString();
    private final Topic catalog = Topic.listen("grocer.catalog");

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    void whatComesOntoAListIsSaidToBeAProduct() {
        UUID item = UUID.randomUUID();

        add(UUID.randomUUID(), item, "2 l Bio-Hafermilch", null);

        var event = classified(1).getFirst();
        assertThat(Topic.header(event, "ce_type")).isEqualTo("catalog.item-classified.v1");
        assertThat(Topic.header(event, "ce_source")).isEqualTo("/catalog-service");
        Contracts.assertPromised("catalog-service", "catalog.item-classified.v1", event.value());
        var said = JsonPath.from(event.value());
        assertThat(said.getString("itemId")).isEqualTo(item.toString());
        assertThat(said.getString("name")).isEqualTo("2 l Bio-Hafermilch");
        assertThat(said.getString("productId")).isEqualTo("oat-milk");
        assertThat(said.getString("category")).isEqualTo("dairy-alternatives");
    }

    @Test
    void aMessageThatComesAgainHasNoSecondEffect() {
        UUID event = UUID.randomUUID();

        add(event, UUID.randomUUID(), "milk", null);
        add(event, UUID.randomUUID(), "milk", null);
        add(UUID.randomUUID(), UUID.randomUUID(), "bananas", null);

        assertThat(names(classified(2))).containsExactly("milk", "bananas");
    }

    @Test
    void whatTheUserHasPutIntoAnAisleAndWhatNobodyKnowsIsLeftAlone() {
        add(UUID.randomUUID(), UUID.randomUUID(), "milk", "pets");
        add(UUID.randomUUID(), UUID.randomUUID(), "asdfgh", null);
        add(UUID.randomUUID(), UUID.randomUUID(), "bananas", null);

        assertThat(names(classified(1))).containsExactly("bananas");
    }

    @Test
    void poisonGoesToTheDeadLettersAndTheRestGoesOn() {
        String poison = "no event " + UUID.randomUUID();
        Topic.sayRaw("grocer.list", family, poison);
        say(UUID.randomUUID(), "{\"familyId\": \"no id\"}");
        add(UUID.randomUUID(), UUID.randomUUID(), "bananas", null);

        assertThat(names(classified(1))).containsExactly("bananas");
        try (var deadLetters = Topic.listen("grocer.catalog.dlq")) {
            var dead = deadLetters.await(2, message -> family.equals(message.key()));
            assertThat(dead.getFirst().value()).isEqualTo(poison);
            assertThat(Topic.header(dead.getFirst(), "dead-letter-reason")).contains("ce_id");
        }
    }

    @Test
    void eventsOfOtherTypesAndFieldsOfLaterReleasesArePassedOver() {
        Topic.say("grocer.list", "/list-service", "list.list-changed.v1", family, UUID.randomUUID(), "{}");
        say(UUID.randomUUID(), """
                {"familyId":"%s","itemId":"%s","listId":"%s","name":"bananas","ripeness":{"of":"tomorrow"}}""".formatted(family, UUID.randomUUID(), UUID.randomUUID()));

        assertThat(names(classified(1))).containsExactly("bananas");
    }

    private void add(UUID event, UUID item, String name, String category) {
        say(event, """
                {"familyId":"%s","itemId":"%s","listId":"%s","listName":"Groceries","name":"%s","category":%s}""".formatted(
                        family, item, UUID.randomUUID(), name, category == null ? "null" : '"' + category + '"'));
    }

    private void say(UUID event, String data) {
        Topic.say("grocer.list", "/list-service", ITEM_ADDED, family, event, data);
    }

    private List<ConsumerRecord<String, String>> classified(int count) {
        return catalog.await(count, message -> family.equals(message.key()));
    }

    private static List<String> names(List<ConsumerRecord<String, String>> events) {
        return events.stream()
                .map(event -> JsonPath.from(event.value()).getString("name"))
                .toList();
    }
}
