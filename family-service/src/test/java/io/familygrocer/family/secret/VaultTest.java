package io.familygrocer.family.secret;

import java.util.Base64;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.familygrocer.family.TestConfig;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VaultTest {

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final byte[] CLEAR = "the private half".getBytes(UTF_8);

    @Test
    void opensWhatItSealed() {
        assertThat(vault(KEY).open("a", vault(KEY).seal("a", CLEAR))).isEqualTo(CLEAR);
    }

    @Test
    void sealsTheSameInAnotherWayEachTime() {
        assertThat(vault(KEY).seal("a", CLEAR)).isNotEqualTo(vault(KEY).seal("a", CLEAR));
    }

    @Test
    void opensNothingThatWasAltered() {
        byte[] sealed = vault(KEY).seal("a", CLEAR);
        sealed[sealed.length - 1] ^= 1;

        assertThatThrownBy(() -> vault(KEY).open("a", sealed)).isInstanceOf(Vault.WrongKeyException.class);
    }

    @Test
    void opensNothingWithAnotherKeyOrForAnotherPurpose() {
        byte[] sealed = vault(KEY).seal("a", CLEAR);
        var other = vault(Base64.getEncoder().encodeToString("another key, of 32 bytes as well".getBytes(UTF_8)));

        assertThatThrownBy(() -> other.open("a", sealed)).hasMessageContaining("GROCER_FAMILY_KEY_ENCRYPTION_KEY");
        assertThatThrownBy(() -> vault(KEY).open("b", sealed)).isInstanceOf(Vault.WrongKeyException.class);
    }

    @Test
    void opensWithEachOfItsKeysAndSealsWithTheFirst() {
        String newer = Base64.getEncoder().encodeToString("another key, of 32 bytes as well".getBytes(UTF_8));
        byte[] old = vault(KEY).seal("a", CLEAR);
        var both = vault(newer + "," + KEY);

        assertThat(both.open("a", old)).isEqualTo(CLEAR);
        assertThat(both.isOld("a", old)).isTrue();
        byte[] anew = both.seal("a", CLEAR);
        assertThat(both.isOld("a", anew)).isFalse();
        assertThat(vault(newer).open("a", anew)).isEqualTo(CLEAR);
        assertThatThrownBy(() -> vault(KEY).open("a", anew)).isInstanceOf(Vault.WrongKeyException.class);
    }

    @Test
    void fingerprintsStayTheSameWhileTheOldKeyIsTheLast() {
        String newer = Base64.getEncoder().encodeToString("another key, of 32 bytes as well".getBytes(UTF_8));

        assertThat(vault(newer + "," + KEY).fingerprint("a", "x"))
                .isEqualTo(vault(KEY).fingerprint("a", "x"));
    }

    @Test
    void fingerprintsDifferByPurposeAndValue() {
        assertThat(vault(KEY).fingerprint("a", "x"))
                .isEqualTo(vault(KEY).fingerprint("a", "x"))
                .isNotEqualTo(vault(KEY).fingerprint("b", "x"))
                .isNotEqualTo(vault(KEY).fingerprint("a", "y"));
    }

    @Test
    void saysHowToMakeTheKeyWhereItIsMissingOrWrong() {
        for (String wrong : new String[] {"", "???", "c2hvcnQ="}) {
            assertThatThrownBy(() -> vault(wrong))
                    .hasMessageContaining("GROCER_FAMILY_KEY_ENCRYPTION_KEY")
                    .hasMessageContaining("openssl rand -base64 32");
        }
    }

    private static Vault vault(String key) {
        return new Vault(TestConfig.with(Map.of("grocer.family.key-encryption-key", key)));
    }
}
