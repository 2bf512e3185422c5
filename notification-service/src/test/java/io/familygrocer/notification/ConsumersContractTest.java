package io.familygrocer.notification;

import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.familygrocer.notification.family.FamilyConsumer;
import io.familygrocer.notification.inbox.ListConsumer;
import io.familygrocer.notification.membership.FamilySnapshot;
import io.familygrocer.platform.testkit.Contracts;

import static org.assertj.core.api.Assertions.assertThat;

class ConsumersContractTest {

    private final ObjectMapper json =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    static Stream<Arguments> heard() {
        return Stream.of(
                Arguments.of("family-service", "family.member-joined.v1", FamilyConsumer.MemberJoined.class),
                Arguments.of("family-service", "family.member-left.v1", FamilyConsumer.MemberLeft.class),
                Arguments.of("family-service", "family.member-role-changed.v1", FamilyConsumer.RoleChanged.class),
                Arguments.of("family-service", "family.member-renamed.v1", FamilyConsumer.MemberRenamed.class),
                Arguments.of("family-service", "family.dissolved.v1", FamilyConsumer.FamilyTurned.class),
                Arguments.of("family-service", "family.restored.v1", FamilyConsumer.FamilyTurned.class),
                Arguments.of(
                        "family-service", "family.capabilities-changed.v1", FamilyConsumer.CapabilitiesChanged.class),
                Arguments.of("family-service", "family.session-ended.v1", FamilyConsumer.SessionEnded.class),
                Arguments.of("family-service", "family.snapshot.v1", FamilySnapshot.class),
                Arguments.of("list-service", "list.item-added.v1", ListConsumer.ItemAdded.class),
                Arguments.of("list-service", "list.item-approval-asked.v1", ListConsumer.ItemApprovalAsked.class));
    }

    @ParameterizedTest
    @MethodSource("heard")
    void whatOthersSayIsWhatWeNeed(String producer, String type, Class<?> form) throws JsonProcessingException {
        assertThat(read(producer, type, form)).hasNoNullFieldsOrProperties();
    }

    private <T> T read(String producer, String type, Class<T> form) throws JsonProcessingException {
        String example = Contracts.example(producer, type);
        Contracts.assertSuffices("notification-service", type, example);
        return json.readValue(example, form);
    }
}
