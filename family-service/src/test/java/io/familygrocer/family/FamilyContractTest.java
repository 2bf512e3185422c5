package io.familygrocer.family;

import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.familygrocer.family.family.FamilyEvent;
import io.familygrocer.family.family.Role;
import io.familygrocer.platform.testkit.Contracts;

class FamilyContractTest {

    private static final String PRODUCER = "family-service";
    private static final UUID FAMILY = UUID.randomUUID();
    private static final UUID PERSON = UUID.randomUUID();

    static Stream<FamilyEvent> events() {
        return Stream.concat(
                Stream.of(
                        new FamilyEvent.Created(FAMILY, "Ours"),
                        new FamilyEvent.Renamed(FAMILY, "Ours, still"),
                        new FamilyEvent.MemberLeft(FAMILY, PERSON, 7)),
                Stream.of(Role.values()).map(role -> new FamilyEvent.MemberJoined(FAMILY, PERSON, "Anna", role, 1)));
    }

    @ParameterizedTest
    @MethodSource("events")
    void whatIsPublishedIsWhatIsPromised(FamilyEvent event) throws JsonProcessingException {
        Contracts.assertPromised(PRODUCER, event.type(), new ObjectMapper().writeValueAsString(event));
    }

    @ParameterizedTest
    @MethodSource("events")
    void theExampleIsWhatIsPromised(FamilyEvent event) {
        Contracts.assertExampleFits(PRODUCER, event.type());
    }

    @ParameterizedTest
    @CsvSource({"list-service", "notification-service"})
    void whatIsPublishedSufficesTheConsumers(String consumer) throws JsonProcessingException {
        var joined = new FamilyEvent.MemberJoined(FAMILY, PERSON, "Anna", Role.CHILD, 1);
        var left = new FamilyEvent.MemberLeft(FAMILY, PERSON, 2);
        for (FamilyEvent event : Stream.of(joined, left).toArray(FamilyEvent[]::new)) {
            Contracts.assertSuffices(consumer, event.type(), new ObjectMapper().writeValueAsString(event));
            Contracts.assertSuffices(consumer, event.type(), Contracts.example(PRODUCER, event.type()));
        }
    }
}
