package io.familygrocer.gateway.session;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SealerTest {
    private static final byte[] CLEAR = "a refresh token".getBytes(StandardCharsets.UTF_8);
    private static final String KEY = key(1);
    private static final String OTHER = key(2);

    private final Sealer sealer = new Sealer(List.of(KEY));

    @Test
    void opensWhatItHasSealedForTheSamePurposeOnly() {
        var sealed = sealer.seal("cookie person", CLEAR);

        assertThat(sealer.open("cookie person", sealed)).hasValue(CLEAR);
        assertThat(sealer.open("cookie guest", sealed)).isEmpty();
        assertThat(sealer.seal("cookie person", CLEAR)).isNotEqualTo(sealed);
    }

    @Test
    void opensWithEachKeyAndSealsWithTheFirst() {
        var old = sealer.seal("p", CLEAR);
        var both = new Sealer(List.of(OTHER, KEY));

        assertThat(both.open("p", old)).hasValue(CLEAR);
        assertThat(sealer.open("p", both.seal("p", CLEAR))).isEmpty();
    }

    @Test
    void opensNothingThatWasChangedOrIsNotIts() {
        var sealed = sealer.seal("p", CLEAR);

        for (int at = 0; at < sealed.length() - 1; at++) {
            char other = sealed.charAt(at) == 'A' ? 'B' : 'A';
            assertThat(sealer.open("p", sealed.substring(0, at) + other + sealed.substring(at + 1)))
                    .as("changed at %d", at)
                    .isEmpty();
        }
        assertThat(sealer.open("p", "")).isEmpty();
        assertThat(sealer.open("p", "no base64!")).isEmpty();
        assertThat(sealer.open("p", "A".repeat(20_000))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no base64!", "c2hvcnQ="})
    void startsWithAKeyOnly(String key) {
        assertThatThrownBy(() -> new Sealer(List.of(key)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("GROCER_GATEWAY_SESSION_KEY")
                .hasMessageContaining("openssl rand -base64 32");
    }

    private static String key(int of) {
        var bytes = new byte[32];
        bytes[0] = (byte) of;
        return Base64.getEncoder().encodeToString(bytes);
    }
}
