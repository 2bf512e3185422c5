package io.familygrocer.family.session;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DeviceInfoTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0 | Edge on Windows
            Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36 | Chrome on Android
            Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Mobile/15E148 Safari/604.1 | Safari on iPhone
            Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0 | Firefox on Linux
            curl/8.5.0 | curl/8.5.0
            Apache-HttpClient/4.5.14 (Java/25) | Apache-HttpClient/4.5.14
            """)
    void isReadFromTheUserAgent(String userAgent, String device) {
        assertThat(DeviceInfo.of(userAgent, null).name()).isEqualTo(device);
    }

    @Test
    void isUnknownWhereNothingIsSaid() {
        assertThat(DeviceInfo.of(null, null)).isEqualTo(DeviceInfo.UNKNOWN);
        assertThat(DeviceInfo.of(" ", "\u200b\n")).isEqualTo(DeviceInfo.UNKNOWN);
    }

    @Test
    void isOneShortLineWhateverIsSaid() {
        assertThat(DeviceInfo.of(null, "a\nb\u202e\u0000c").name()).isEqualTo("a b  c");
        assertThat(DeviceInfo.of(null, "😀".repeat(500)).name()).isEqualTo("😀".repeat(80));
        assertThat(DeviceInfo.of("x".repeat(10_000), null).name()).hasSize(80);
    }
}
