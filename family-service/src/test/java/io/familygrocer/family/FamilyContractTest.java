package io.familygrocer.family;

import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.familygrocer.family.capability.CapabilitiesChanged;
import io.familygrocer.family.family.FamilyEvent;
import io.familygrocer.family.family.FamilySnapshot;
import io.familygrocer.family.family.PassScope;
import io.familygrocer.family.family.Preferences;
import io.familygrocer.family.family.QuietHours;
import io.familygrocer.family.family.Role;
import io.familygrocer.family.family.Units;
import io.familygrocer.family.family.Weekday;
import io.familygrocer.family.placeholder.PersonRecognised;
import io.familygrocer.family.preferences.PersonPreferencesChanged;
import io.familygrocer.platform.events.Event;
import io.familygrocer.platform.testkit.Contracts;

import static com.fasterxml.jackson.databind.SerializationFeature.WRITE_DATES_AS_TIMESTAMPS;

class FamilyContractTest {

    private static final String PRODUCER = "family-service";
    private static final UUID FAMILY = UUID.randomUUID();
    private static final UUID PERSON = UUID.randomUUID();

    private static final UUID PASS = UUID.randomUUID();
    private static final UUID LIST = UUID.randomUUID();
    private static final Instant SOON = Instant.now();
    private static final QuietHours NIGHT = new QuietHours(LocalTime.of(21, 30), LocalTime.of(7, 0));
    private static final Preferences PREFERENCES =
            new Preferences("de", Units.METRIC, "EUR", Weekday.MONDAY, "Europe/Berlin", NIGHT, true);
    private static final ObjectMapper JSON =
            new ObjectMapper().registerModule(new JavaTimeModule()).disable(WRITE_DATES_AS_TIMESTAMPS);

    static Stream<Event> events() {
        return Stream.of(
                        Stream.of(
                                new FamilyEvent.Created(FAMILY, "Ours"),
                                new FamilyEvent.Renamed(FAMILY, "Ours, still"),
                                new FamilyEvent.MemberLeft(FAMILY, PERSON, 7),
                                new FamilyEvent.MemberRenamed(FAMILY, PERSON, "Anna B.", 8),
                                new FamilyEvent.Dissolved(FAMILY, 9, SOON),
                                new FamilyEvent.Restored(FAMILY, 10),
                                new FamilyEvent.GuestPassRevoked(FAMILY, PASS, 11),
                                new PersonRecognised(FAMILY, PASS, PERSON),
                                new CapabilitiesChanged(3, capabilities())),
                        Stream.of(Role.values())
                                .flatMap(role -> Stream.of(
                                        new FamilyEvent.MemberJoined(FAMILY, PERSON, "Anna", role, 1),
                                        new FamilyEvent.MemberRoleChanged(FAMILY, PERSON, role, 2))),
                        Stream.of(PassScope.values())
                                .map(may -> new FamilyEvent.GuestPassIssued(
                                        FAMILY, PASS, LIST, may, "Babysitter", SOON, 3)),
                        Stream.of(Units.values())
                                .map(units -> new FamilyEvent.PreferencesChanged(
                                        FAMILY,
                                        4,
                                        new Preferences("en", units, "GBP", Weekday.SUNDAY, "UTC", null, false))),
                        Stream.of(NIGHT, null)
                                .map(quiet -> new PersonPreferencesChanged(PERSON, "en", "Europe/London", quiet)),
                        Stream.of(new PersonPreferencesChanged(PERSON, null, null, null)),
                        Stream.of(FamilySnapshot.State.values()).map(FamilyContractTest::snapshot))
                .flatMap(events -> events);
    }

    private static FamilySnapshot snapshot(FamilySnapshot.State state) {
        return new FamilySnapshot(
                FAMILY,
                "Ours",
                5,
                state,
                List.of(new FamilySnapshot.Member(PERSON, "Anna", Role.OWNER)),
                List.of(new FamilySnapshot.Pass(PASS, LIST, PassScope.ADD, "Babysitter", SOON)),
                PREFERENCES);
    }

    private static Map<String, List<String>> capabilities() {
        return Stream.of(Role.values()).collect(Collectors.toMap(Role::wire, role -> List.of("item.add")));
    }

    @ParameterizedTest
    @MethodSource("events")
    void whatIsPublishedIsWhatIsPromised(Event event) throws JsonProcessingException {
        Contracts.assertPromised(PRODUCER, event.type(), JSON.writeValueAsString(event));
    }

    @ParameterizedTest
    @MethodSource("events")
    void theExampleIsWhatIsPromised(Event event) {
        Contracts.assertExampleFits(PRODUCER, event.type());
    }

    @ParameterizedTest
    @MethodSource("events")
    void whatIsPublishedSufficesTheConsumers(Event event) throws JsonProcessingException {
        for (String consumer : List.of("list-service", "notification-service")) {
            if (Contracts.isNeeded(consumer, event.type())) {
                Contracts.assertSuffices(consumer, event.type(), JSON.writeValueAsString(event));
                Contracts.assertSuffices(consumer, event.type(), Contracts.example(PRODUCER, event.type()));
            }
        }
    }
}
