package io.familygrocer.family.privacy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.familygrocer.platform.events.Event;
import io.familygrocer.platform.privacy.Erasure;
import io.familygrocer.platform.privacy.ExportRequest;
import io.familygrocer.platform.privacy.ImportPart;
import io.familygrocer.platform.privacy.PrivacyEvent;
import io.familygrocer.platform.privacy.Subject;
import io.familygrocer.platform.testkit.Contracts;

import static com.fasterxml.jackson.databind.SerializationFeature.WRITE_DATES_AS_TIMESTAMPS;
import static org.assertj.core.api.Assertions.assertThat;

/** What is asked here and what the platform answers for each service, held against {@code contracts/}. */
class PrivacyContractTest {

    private static final UUID ID = UUID.randomUUID();
    private static final UUID PERSON = UUID.randomUUID();
    private static final UUID FAMILY = UUID.randomUUID();
    private static final List<String> SERVICES =
            List.of("family-service", "list-service", "catalog-service", "notification-service");
    private static final ObjectMapper JSON =
            new ObjectMapper().registerModule(new JavaTimeModule()).disable(WRITE_DATES_AS_TIMESTAMPS);

    static Stream<Event> asked() {
        return Stream.of(
                PrivacyRequested.ErasureRequested.of(
                        new Erasure(ID, Subject.PERSON, PERSON, null, List.of(FAMILY), List.of(PERSON), Instant.now())),
                PrivacyRequested.ErasureRequested.of(
                        new Erasure(ID, Subject.FAMILY, null, FAMILY, List.of(FAMILY), List.of(PERSON), Instant.now())),
                new PrivacyRequested.ExportRequested(ID, Subject.PERSON, PERSON, List.of()),
                new PrivacyRequested.ExportRequested(ID, Subject.FAMILY, null, List.of(FAMILY)));
    }

    static Stream<PrivacyEvent> answers() {
        return SERVICES.stream()
                .flatMap(service -> Stream.of(
                        new PrivacyEvent.ErasureDone(
                                ID,
                                service,
                                Subject.PERSON,
                                PERSON,
                                null,
                                List.of(FAMILY),
                                List.of(PERSON),
                                Instant.now(),
                                Map.of("rows", 3L)),
                        new PrivacyEvent.ErasuresWanted(service, 0),
                        new PrivacyEvent.ExportPart(
                                ID, service, 0, false, "[{\"kind\":\"thing\"}]", FAMILY.toString())));
    }

    @ParameterizedTest
    @MethodSource("asked")
    void whatIsAskedIsWhatIsPromisedAndNeeded(Event event) throws JsonProcessingException {
        String written = JSON.writeValueAsString(event);
        Contracts.assertPromised("family-service", event.type(), written);
        Contracts.assertExampleFits("family-service", event.type());
        for (String consumer : SERVICES) {
            Contracts.assertSuffices(consumer, event.type(), written);
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void whatIsAnsweredIsWhatIsPromisedAndNeeded(PrivacyEvent event) throws JsonProcessingException {
        String written = JSON.writeValueAsString(event);
        Contracts.assertPromised(event.service(), event.type(), written);
        Contracts.assertExampleFits(event.service(), event.type());
        Contracts.assertSuffices("family-service", event.type(), written);
    }

    @Test
    void thePartOfAnImportIsWhatIsPromisedAndNeeded() throws JsonProcessingException {
        var part = new PrivacyRequested.ImportPart(ID, "list-service", FAMILY, 0, true, "[{\"kind\":\"list\"}]");
        String written = JSON.writeValueAsString(part);
        Contracts.assertPromised("family-service", part.type(), written);
        Contracts.assertExampleFits("family-service", part.type());
        Contracts.assertSuffices("list-service", part.type(), written);
        assertThat(JSON.readValue(written, ImportPart.class).records()).hasSize(1);
    }

    @Test
    void thePlatformReadsTheExamples() throws JsonProcessingException {
        var erasure = JSON.readValue(Contracts.example("family-service", "family.erasure-requested.v1"), Erasure.class);
        var export =
                JSON.readValue(Contracts.example("family-service", "family.export-requested.v1"), ExportRequest.class);

        assertThat(erasure.subjectId()).isEqualTo(erasure.personId());
        assertThat(export.subjectId()).isEqualTo(export.familyIds().getFirst());
    }
}
