package io.familygrocer.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import io.familygrocer.notification.family.FamilyConsumer;
import io.familygrocer.notification.inbox.ListConsumer;
import io.familygrocer.platform.testkit.Contracts;

import static org.assertj.core.api.Assertions.assertThat;

class ConsumersContractTest {

    private final ObjectMapper json =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    @Test
    void whatFamilyServiceSaysOfJoiningIsWhatWeNeed() throws JsonProcessingException {
        var event = read("family-service", "family.member-joined.v1", FamilyConsumer.MemberJoined.class);

        assertThat(event).hasNoNullFieldsOrProperties();
        assertThat(event.version()).isPositive();
    }

    @Test
    void whatFamilyServiceSaysOfLeavingIsWhatWeNeed() throws JsonProcessingException {
        var event = read("family-service", "family.member-left.v1", FamilyConsumer.MemberLeft.class);

        assertThat(event).hasNoNullFieldsOrProperties();
        assertThat(event.version()).isPositive();
    }

    @Test
    void whatListServiceSaysOfAnItemIsWhatWeNeed() throws JsonProcessingException {
        var event = read("list-service", "list.item-added.v1", ListConsumer.ItemAdded.class);

        assertThat(event).hasNoNullFieldsOrProperties();
    }

    private <T> T read(String producer, String type, Class<T> form) throws JsonProcessingException {
        String example = Contracts.example(producer, type);
        Contracts.assertSuffices("notification-service", type, example);
        return json.readValue(example, form);
    }
}
