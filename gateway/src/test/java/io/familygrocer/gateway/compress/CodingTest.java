package io.familygrocer.gateway.compress;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** RFC 9110, section 12.5.3. */
class CodingTest {
    private static final Set<Coding> ALL = EnumSet.allOf(Coding.class);

    @ParameterizedTest
    @CsvSource({
        "'gzip, deflate, br', BROTLI",
        "gzip, GZIP",
        "'br;q=0.5, gzip', GZIP",
        "'br;q=0, gzip;q=0', ",
        "'br;q=0.000, *', GZIP",
        "*, BROTLI",
        "'*;q=0', ",
        "identity, ",
        "deflate, ",
        "'', ",
        "X-GZIP, GZIP",
        "'BR', BROTLI",
        "'gzip;q=nonsense', "
    })
    void takesWhatTheClientLikesBest(String accepted, Coding coding) {
        assertThat(Coding.of(List.of(accepted), ALL)).isEqualTo(coding);
    }

    @Test
    void takesNothingWhereTheClientSaysNothing() {
        assertThat(Coding.of(List.of(), ALL)).isNull();
    }

    @Test
    void saysAWeakTagInItsStrongFormToo() {
        var headers = MultiMap.caseInsensitiveMultiMap().add("If-None-Match", "W/\"a\", \"b\"");

        EntityTags.strengthen(headers);

        assertThat(headers.getAll("if-none-match")).containsExactly("W/\"a\", \"a\", \"b\"");
    }
}
