package io.familygrocer.list.sync;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.familygrocer.list.classification.CatalogConsumer.ItemClassified;
import io.familygrocer.list.membership.FamilyConsumer;
import io.familygrocer.list.membership.FamilySnapshot;
import io.familygrocer.platform.testkit.Contracts;

import static org.assertj.core.api.Assertions.assertThat;

/** What list-service says and hears, held against {@code contracts/}. */
class ListContractTest {

    private static final String PRODUCER = "list-service";
    private static final UUID FAMILY = UUID.randomUUID();
    private static final UUID ITEM = UUID.randomUUID();
    private static final UUID LIST = UUID.randomUUID();
    private static final UUID PERSON = UUID.randomUUID();

    private final ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());

    /** Each event as full and as bare as it can be. */
    static Stream<ListEvent> events() {
        return Stream.of(
                new ListEvent.ListChanged(FAMILY, LIST, "Weekly shop", false, PERSON, 1),
                new ListEvent.ListChanged(FAMILY, LIST, "Weekly shop", true, PERSON, 2),
                added(),
                bareAdded(),
                new ListEvent.ItemChanged(
                        FAMILY,
                        ITEM,
                        LIST,
                        "Milk",
                        "dairy",
                        true,
                        List.of("amount", "category", "checked", "list", "name", "note", "unit"),
                        PERSON,
                        5),
                new ListEvent.ItemChanged(FAMILY, ITEM, LIST, "Milk", null, false, List.of(), PERSON, 6),
                new ListEvent.ItemRemoved(FAMILY, ITEM, LIST, PERSON, 7),
                asked());
    }

    private static ListEvent added() {
        return new ListEvent.ItemAdded(
                FAMILY, ITEM, LIST, "Weekly shop", "Milk", new BigDecimal("1.500"), "l", "dairy", false, PERSON, 3);
    }

    private static ListEvent asked() {
        return new ListEvent.ItemApprovalAsked(FAMILY, ITEM, LIST, "Weekly shop", "Candy", PERSON, 8);
    }

    private static ListEvent bareAdded() {
        return new ListEvent.ItemAdded(FAMILY, ITEM, LIST, "Weekly shop", "Milk", null, null, null, true, PERSON, 4);
    }

    @ParameterizedTest
    @MethodSource("events")
    void whatIsPublishedIsWhatIsPromised(ListEvent event) throws JsonProcessingException {
        Contracts.assertPromised(PRODUCER, event.type(), json.writeValueAsString(event));
    }

    @ParameterizedTest
    @MethodSource("events")
    void theExampleIsWhatIsPromised(ListEvent event) {
        Contracts.assertExampleFits(PRODUCER, event.type());
    }

    @ParameterizedTest
    @MethodSource("events")
    void theFamilyIsTheKey(ListEvent event) {
        assertThat(event.key()).isEqualTo(FAMILY.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"catalog-service", "notification-service"})
    void anAddedItemSufficesItsConsumers(String consumer) throws JsonProcessingException {
        for (ListEvent event : List.of(added(), bareAdded())) {
            Contracts.assertSuffices(consumer, event.type(), json.writeValueAsString(event));
        }
        Contracts.assertSuffices(consumer, added().type(), Contracts.example(PRODUCER, added().type()));
    }

    @Test
    void aQuestionSufficesItsConsumer() throws JsonProcessingException {
        Contracts.assertSuffices("notification-service", asked().type(), json.writeValueAsString(asked()));
    }

    static Stream<Arguments> familyEvents() {
        return Stream.of(
                Arguments.of("family.member-joined.v1", FamilyConsumer.MemberJoined.class),
                Arguments.of("family.member-role-changed.v1", FamilyConsumer.RoleChanged.class),
                Arguments.of("family.member-left.v1", FamilyConsumer.MemberLeft.class),
                Arguments.of("family.dissolved.v1", FamilyConsumer.FamilyTurned.class),
                Arguments.of("family.restored.v1", FamilyConsumer.FamilyTurned.class),
                Arguments.of("family.guest-pass-issued.v1", FamilyConsumer.PassIssued.class),
                Arguments.of("family.guest-pass-revoked.v1", FamilyConsumer.PassRevoked.class),
                Arguments.of("family.preferences-changed.v1", FamilyConsumer.PreferencesChanged.class),
                Arguments.of("family.capabilities-changed.v1", FamilyConsumer.CapabilitiesChanged.class),
                Arguments.of("family.snapshot.v1", FamilySnapshot.class));
    }

    @ParameterizedTest
    @MethodSource("familyEvents")
    void whatFamiliesSayIsRead(String type, Class<?> form) throws JsonProcessingException {
        assertThat(heard("family-service", type, form)).hasNoNullFieldsOrProperties();
    }

    @Test
    void aClassificationIsRead() throws JsonProcessingException {
        var classified = heard("catalog-service", "catalog.item-classified.v1", ItemClassified.class);

        assertThat(classified).hasNoNullFieldsOrProperties();
    }

    /** The producer's example as our record; fields that we do not read are passed over, as in {@code Envelope.as}. */
    private <T> T heard(String producer, String type, Class<T> form) throws JsonProcessingException {
        String example = Contracts.example(producer, type);
        Contracts.assertSuffices(PRODUCER, type, example);
        return json.readerFor(form)
                .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .readValue(example);
    }
}
