package io.familygrocer.family.door;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.familygrocer.family.TestConfig;
import io.familygrocer.family.secret.TestVault;

import static org.assertj.core.api.Assertions.assertThat;

class DoorKeysTest {

    private static final String KEY = "ZmFtaWx5LWdyb2Nlci1kZXZlbG9wbWVudC1rZXkhISE=";
    private static final String OTHER_KEY = "ZmFtaWx5LWdyb2Nlci1kZXZlbG9wbWVudC1rZXkhIT8=";

    private final DoorKeys doors = doors(KEY);

    @Test
    void makesCodesThatCanBeReadOut() {
        assertThat(Stream.generate(
                                () -> doors.of(Door.INVITE, UUID.randomUUID()).code())
                        .limit(1000)
                        .collect(Collectors.toSet()))
                .hasSize(1000)
                .allMatch(code -> code.matches("[0-9A-HJKMNP-TV-Z]{8}"));
    }

    @Test
    void usesEachCharacterOfTheAlphabetAsOften() {
        var counts = Stream.generate(
                        () -> doors.of(Door.INVITE, UUID.randomUUID()).code())
                .limit(4000)
                .flatMap(code -> code.chars().boxed())
                .collect(Collectors.groupingBy(c -> c, Collectors.counting()));

        assertThat(counts).hasSize(32);
        assertThat(counts.values()).allMatch(count -> count > 800 && count < 1200);
    }

    @Test
    void understandsACodeHoweverItIsTyped() {
        assertThat(DoorKeys.canonical("0ab1-c1de")).isEqualTo("0AB1C1DE");
        assertThat(DoorKeys.canonical("oaBi clDE")).isEqualTo("0AB1C1DE");
    }

    @Test
    void makesTheSameSecretsAgainForTheSameDoorOnly() {
        var id = UUID.randomUUID();
        var key = doors.of(Door.INVITE, id);

        assertThat(doors.of(Door.INVITE, id)).isEqualTo(key);
        assertThat(doors.of(Door.GUEST_PASS, id).code()).isNotEqualTo(key.code());
        assertThat(doors(OTHER_KEY).of(Door.INVITE, id).code()).isNotEqualTo(key.code());
        assertThat(key.toString()).doesNotContain(key.code());
    }

    @Test
    void findsADoorByCodeAndByToken() {
        var key = doors.of(Door.GUEST_PASS, UUID.randomUUID());
        String link = key.link().toString();
        String token = link.substring(link.lastIndexOf('/') + 1);

        assertThat(token).matches("[A-Za-z0-9_-]{22}");
        assertThat(doors.fingerprint(Door.GUEST_PASS, token)).isEqualTo(key.tokenHash());
        assertThat(doors.fingerprint(Door.GUEST_PASS, key.code().toLowerCase(Locale.ROOT)))
                .isEqualTo(key.codeHash());
        assertThat(doors.fingerprint(Door.INVITE, token)).isNotEqualTo(key.tokenHash());
    }

    private static DoorKeys doors(String key) {
        var config = TestConfig.with(Map.of("grocer.family.key-encryption-key", key));
        return new DoorKeys(TestVault.of(config), config);
    }
}
