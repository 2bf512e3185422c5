package io.familygrocer.family.session;

import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.familygrocer.platform.testkit.Contracts;

class SessionContractTest {

    private static final String PRODUCER = "family-service";

    @ParameterizedTest
    @EnumSource
    void whatIsPublishedIsWhatIsPromised(EndReason reason) throws JsonProcessingException {
        var event = new SessionEvent.Ended(UUID.randomUUID(), UUID.randomUUID(), reason.wire());

        Contracts.assertPromised(PRODUCER, event.type(), new ObjectMapper().writeValueAsString(event));
        Contracts.assertSuffices("notification-service", event.type(), new ObjectMapper().writeValueAsString(event));
    }

    @Test
    void theExampleIsWhatIsPromised() {
        Contracts.assertExampleFits(PRODUCER, "family.session-ended.v1");
    }
}
