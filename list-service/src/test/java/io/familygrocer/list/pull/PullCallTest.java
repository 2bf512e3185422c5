package io.familygrocer.list.pull;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PullCallTest {

    private static final UUID FAMILY = UUID.randomUUID();
    private static final UUID CLIENT = UUID.randomUUID();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"familyId\":F,\"clientId\":C,\"since\":7}",
                "{\"familyId\":F,\"clientId\":C,\"since\":7,\"mutations\":[]}",
                "{\"familyId\":F,\"clientId\":C,\"since\":7,\"mutations\":null}",
                " { \"mutations\" : [ ] ,\n\"since\" : 7 , \"clientId\" : C , \"familyId\" : F } \n"
            })
    void aCallThatBringsNothingIsKnown(String json) {
        assertThat(read(json)).contains(new PullCall(FAMILY, CLIENT, 7));
    }

    @Test
    void whoSaysNothingKnowsNothing() {
        assertThat(read("{\"familyId\":F,\"clientId\":C}")).contains(new PullCall(FAMILY, CLIENT, 0));
    }

    /** The ordinary road decides on these, some of which are right. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "7",
                "{}",
                "{\"familyId\":F}",
                "{\"clientId\":C,\"since\":7}",
                "{\"familyId\":null,\"clientId\":C}",
                "{\"familyId\":7,\"clientId\":C}",
                "{\"familyId\":\"nonsense\",\"clientId\":C}",
                "{\"familyId\":\"zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz\",\"clientId\":C}",
                "{\"familyId\":F,\"clientId\":C,\"since\":-1}",
                "{\"familyId\":F,\"clientId\":C,\"since\":null}",
                "{\"familyId\":F,\"clientId\":C,\"since\":\"7\"}",
                "{\"familyId\":F,\"clientId\":C,\"since\":7.0}",
                "{\"familyId\":F,\"clientId\":C,\"since\":1e400}",
                "{\"familyId\":F,\"clientId\":C,\"since\":9223372036854775808}",
                "{\"familyId\":F,\"clientId\":C,\"since\":{\"since\":7}}",
                "{\"familyId\":F,\"clientId\":C,\"since\":7,\"mutations\":[{}]}",
                "{\"familyId\":F,\"clientId\":C,\"since\":7,\"mutations\":[null]}",
                "{\"familyId\":F,\"clientId\":C,\"since\":7,\"mutations\":{}}",
                "{\"familyId\":F,\"clientId\":C,\"since\":7,\"mutations\":\"\"}",
                "{\"familyId\":F,\"clientId\":C,\"since\":7,\"since\":7}",
                "{\"familyId\":F,\"clientId\":C,\"since\":7,\"unknown\":1}",
                "{\"familyId\":F,\"clientId\":C,\"since\":7}}",
                "{\"familyId\":F,\"clientId\":C,\"since\":7} {}",
                "{\"familyId\":F,\"clientId\":C,\"since\":7"
            })
    void whateverElseItIsIsNotDecidedHere(String json) {
        assertThat(read(json)).isEmpty();
    }

    private static Optional<PullCall> read(String json) {
        return PullCall.read(json.replace(":F", ":\"" + FAMILY + "\"")
                .replace(": F", ": \"" + FAMILY + "\"")
                .replace(":C", ":\"" + CLIENT + "\"")
                .replace(": C", ": \"" + CLIENT + "\"")
                .getBytes(StandardCharsets.UTF_8));
    }
}
