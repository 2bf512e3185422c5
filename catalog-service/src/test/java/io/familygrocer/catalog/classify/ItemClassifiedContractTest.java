package io.familygrocer.catalog.classify;

import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import io.familygrocer.platform.testkit.Contracts;

import static org.assertj.core.api.Assertions.assertThat;

class ItemClassifiedContractTest {

    private static final String PRODUCER = "catalog-service";
    private static final String ITEM_CLASSIFIED = "catalog.item-classified.v1";

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void whatWeSayIsWhatWePromise() throws JsonProcessingException {
        var event = new ItemClassified(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                "Bio-Hafermilch",
                "oat-milk",
                "dairy-alternatives");

        Contracts.assertPromised(PRODUCER, ITEM_CLASSIFIED, json.writeValueAsString(event));
        assertThat(event.type()).isEqualTo(ITEM_CLASSIFIED);
        assertThat(event.key()).isEqualTo(event.familyId().toString());
    }

    @Test
    void whatWeSayIsWhatListServiceNeeds() {
        Contracts.assertExampleFits(PRODUCER, ITEM_CLASSIFIED);
        Contracts.assertSuffices("list-service", ITEM_CLASSIFIED, Contracts.example(PRODUCER, ITEM_CLASSIFIED));
    }

    @Test
    void whatListServiceSaysIsWhatWeNeed() throws JsonProcessingException {
        String example = Contracts.example("list-service", "list.item-added.v1");

        Contracts.assertSuffices("catalog-service", "list.item-added.v1", example);
        var item = json.copy()
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
                .readValue(example, ListConsumer.ItemAdded.class);
        assertThat(item.familyId()).isNotNull();
        assertThat(item.itemId()).isNotNull();
        assertThat(item.listId()).isNotNull();
        assertThat(item.name()).isNotBlank();
    }
}
