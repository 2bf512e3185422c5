package io.familygrocer.e2e;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A message that nobody can read is put aside, with the reason why, and what comes after it is handled. */
class DeadLetterTest {

    @Test
    void poisonOnTheListsTopicHoldsNobodyUp() {
        var home = Stack.household("Poison");
        String list = home.anna().list(home.id(), "Poison");
        String poison = "{\"familyId\":[\"no id at all, for %s\"]}".formatted(home.id());
        String noise = "noise for " + home.id();

        // The family's own key: what follows is behind it in the same partition.
        Topic.sayEvent("grocer.list", "list.item-added.v1", home.id(), poison);
        Topic.sayRaw("grocer.list", home.id(), noise);
        String item = home.anna().item(list, "oat milk");

        for (String deadLetters : new String[] {"grocer.notification.dlq", "grocer.catalog.dlq"}) {
            assertPutAside(deadLetters, poison, "does not fit");
            assertPutAside(deadLetters, noise, "no header ce_id");
        }
        Stack.eventually("a category")
                .until(() -> home.ben()
                        .api()
                        .get("/api/lists/%s/items/%s".formatted(list, item))
                        .get("category")
                        .asText()
                        .equals("dairy-alternatives"));
        Stack.eventually("an entry")
                .until(() ->
                        home.ben().api().get("/api/notifications").toString().contains("oat milk"));
    }

    @ParameterizedTest
    @CsvSource({
        "grocer.family, family.member-joined.v1, grocer.list.dlq",
        "grocer.family, family.member-joined.v1, grocer.notification.dlq",
        "grocer.catalog, catalog.item-classified.v1, grocer.list.dlq"
    })
    void poisonOnTheOtherTopicsIsPutAsideToo(String topic, String type, String deadLetters) {
        String poison = "{\"familyId\":\"of %s for %s\"".formatted(topic, deadLetters);

        Topic.sayEvent(topic, type, "any", poison);

        assertPutAside(deadLetters, poison, "does not fit");
    }

    private static void assertPutAside(String deadLetters, String value, String cause) {
        try (var topic = Topic.listen(deadLetters)) {
            var letter =
                    topic.await(1, message -> value.equals(message.value())).getFirst();
            assertThat(Topic.header(letter, "dead-letter-reason")).contains(cause);
            assertThat(Topic.header(letter, "dead-letter-topic")).startsWith("grocer.");
            assertThat(Topic.header(letter, "dead-letter-offset")).isNotNull();
        }
    }
}
