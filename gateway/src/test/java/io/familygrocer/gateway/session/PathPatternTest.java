package io.familygrocer.gateway.session;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PathPatternTest {

    @ParameterizedTest
    @CsvSource({
        "/api/a, /api/a, true",
        "/api/a, /api/a/b, false",
        "/api/a, /api/ab, false",
        "/api/a, /api, false",
        "/api/*/b, /api/x/b, true",
        "/api/*/b, /api//b, false",
        "/api/*/b, /api/x/y/b, false",
        "/api/*/b, /api/x/b/, false"
    })
    void aStarIsOneSegment(String pattern, String path, boolean matches) {
        assertThat(PathPattern.of(pattern).matches(path)).isEqualTo(matches);
    }

    @Test
    void isBelowTheApi() {
        assertThatThrownBy(() -> PathPattern.of("/elsewhere")).hasMessageContaining("/api/things");
    }
}
