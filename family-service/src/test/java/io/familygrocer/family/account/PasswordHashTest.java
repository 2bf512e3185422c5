package io.familygrocer.family.account;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PasswordHashTest {

    /** Shared by all tests, so that each but the first finds used memory; some of them want more than it holds. */
    private static final BlockPool BLOCKS = new FixedBlockPool(100);

    /** From the tests of the reference implementation (phc-winner-argon2, test.c). */
    private static final String REFERENCE =
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    @Test
    void isTheHashThatOtherImplementationsMake() {
        assertThat(PasswordHash.parse(REFERENCE).matches("password", BLOCKS)).isTrue();
        assertThat(PasswordHash.parse(REFERENCE).phc()).isEqualTo(REFERENCE);
    }

    @Test
    void knowsItsPasswordAndNoOther() {
        var hash = PasswordHash.parse(
                PasswordHash.of("correct horse", 64, 1, 1, BLOCKS).phc());

        assertThat(hash.matches("correct horse", BLOCKS)).isTrue();
        assertThat(hash.matches("correct horsf", BLOCKS)).isFalse();
        assertThat(hash.matches("", BLOCKS)).isFalse();
    }

    @Test
    void isWrittenInThePhcFormatWithItsParameters() {
        assertThat(PasswordHash.of("correct horse", 64, 3, 2, BLOCKS).phc())
                .matches("\\$argon2id\\$v=19\\$m=64,t=3,p=2\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
    }

    @Test
    void hasAnotherSaltEachTime() {
        assertThat(PasswordHash.of("correct horse", 64, 1, 1, BLOCKS).phc())
                .isNotEqualTo(PasswordHash.of("correct horse", 64, 1, 1, BLOCKS).phc());
    }

    @Test
    void takesAComposedAndADecomposedLetterForTheSame() {
        assertThat(PasswordHash.of("caf\u00e9 caf\u00e9", 64, 1, 1, BLOCKS).matches("cafe\u0301 cafe\u0301", BLOCKS))
                .isTrue();
    }

    @Test
    void isNobodysWhereThereIsNoPassword() {
        assertThat(PasswordHash.ofNobody(64, 1, 1).matches("correct horse", BLOCKS))
                .isFalse();
    }

    @Test
    void refusesWhatIsNoArgon2idHash() {
        for (String other : new String[] {"", "$2a$10$abc", REFERENCE.replace("argon2id", "argon2i")}) {
            assertThatThrownBy(() -> PasswordHash.parse(other)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void tellsNoSecretWhenPrinted() {
        var hash = PasswordHash.of("correct horse", 64, 1, 1, BLOCKS);

        assertThat(hash.toString()).isEqualTo("PasswordHash[m=64,t=1,p=1]");
    }
}
