package io.familygrocer.family.secondfactor;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

class OneTimePasswordTest {

    private static final byte[] SECRET = "12345678901234567890".getBytes(US_ASCII);
    private static final Instant NOW = Instant.ofEpochSecond(1_111_111_111);

    /** The last six digits of the vectors of RFC 6238, appendix B. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void makesTheCodesOfTheStandard(long seconds, String code) {
        long step = OneTimePassword.step(Instant.ofEpochSecond(seconds));

        assertThat(OneTimePassword.code(SECRET, step)).isEqualTo(code);
    }

    @Test
    void takesTheCodesBesideTheCurrentOneAndNoOthers() {
        long current = OneTimePassword.step(NOW);

        for (long step = current - 3; step <= current + 3; step++) {
            var found = OneTimePassword.find(SECRET, OneTimePassword.code(SECRET, step), NOW, 0);
            assertThat(found.isPresent()).as("%d", step - current).isEqualTo(Math.abs(step - current) <= 1);
        }
    }

    @Test
    void takesNoCodeTwiceAndNoneBeforeIt() {
        long current = OneTimePassword.step(NOW);

        assertThat(OneTimePassword.find(SECRET, OneTimePassword.code(SECRET, current), NOW, current))
                .isEmpty();
        assertThat(OneTimePassword.find(SECRET, OneTimePassword.code(SECRET, current - 1), NOW, current))
                .isEmpty();
        assertThat(OneTimePassword.find(SECRET, OneTimePassword.code(SECRET, current + 1), NOW, current))
                .hasValue(current + 1);
    }

    @Test
    void base32IsThatOfTheStandard() {
        assertThat(Base32.encode("foobar".getBytes(US_ASCII))).isEqualTo("MZXW6YTBOI");
        assertThat(Base32.encode("f".getBytes(US_ASCII))).isEqualTo("MY");
        assertThat(Base32.encode(new byte[0])).isEmpty();
    }
}
