package io.familygrocer.family.account;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PasswordHashTest {

    /** From the tests of the reference implementation (phc-winner-argon2, test.c). */
    private static final String REFERENCE =
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    @Test
    void isTheHashThatOtherImplementationsMake() {
        assertThat(PasswordHash.parse(REFERENCE).matches("password")).isTrue();
        assertThat(PasswordHash.parse(REFERENCE).phc()).isEqualTo(REFERENCE);
    }

    @Test
    void knowsItsPasswordAndNoOther() {
        var hash = PasswordHash.parse(PasswordHash.of("correct horse", 64, 1, 1).phc());

        assertThat(hash.matches("correct horse")).isTrue();
        assertThat(hash.matches("correct horsf")).isFalse();
        assertThat(hash.matches("")).isFalse();
    }

    @Test
    void isWrittenInThePhcFormatWithItsParameters() {
        assertThat(PasswordHash.of("correct horse", 64, 3, 2).phc())
                .matches("\\$argon2id\\$v=19\\$m=64,t=3,p=2\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
    }

    @Test
    void hasAnotherSaltEachTime() {
        assertThat(PasswordHash.of("correct horse", 64, 1, 1).phc())
                .isNotEqualTo(PasswordHash.of("correct horse", 64, 1, 1).phc());
    }

    @Test
    void takesAComposedAndADecomposedLetterForTheSame() {
        assertThat(PasswordHash.of("caf\u00e9 caf\u00e9", 64, 1, 1).matches("cafe\u0301 cafe\u0301"))
                .isTrue();
    }

    @Test
    void isNobodysWhereThereIsNoPassword() {
        assertThat(PasswordHash.ofNobody(64, 1, 1).matches("correct horse")).isFalse();
    }

    @Test
    void refusesWhatIsNoArgon2idHash() {
        for (String other : new String[] {"", "$2a$10$abc", REFERENCE.replace("argon2id", "argon2i")}) {
            assertThatThrownBy(() -> PasswordHash.parse(other)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void tellsNoSecretWhenPrinted() {
        var hash = PasswordHash.of("correct horse", 64, 1, 1);

        assertThat(hash.toString()).isEqualTo("PasswordHash[m=64,t=1,p=1]");
    }
}
