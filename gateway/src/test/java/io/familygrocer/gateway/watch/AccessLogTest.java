package io.familygrocer.gateway.watch;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AccessLogTest {
    @ParameterizedTest
    @CsvSource({
        "/api/lists, /api/lists",
        "/api/lists/0b1f6a3e-2f1e-4d2c-9a57-3f0d6a0f7c11/items, /api/lists/0b1f6a3e-2f1e-4d2c-9a57-3f0d6a0f7c11/items",
        "/join/AB12CD34, /join/*",
        "/api/invites/k3J_x-9/accept, /api/invites/*/accept",
        "/assets/index-kn0P41Mp.js, /assets/index-kn0P41Mp.js",
        "/, /"
    })
    void keepsOfAPathItsWordsAndIdsAndNoCode(String path, String kept) {
        assertThat(AccessLog.telling(path)).isEqualTo(kept);
    }
}
