package io.familygrocer.family.qr;

import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class QrCodeTest {

    @Test
    void drawsEachDarkModuleOnceWithinTheQuietZone() {
        String text = "https://example.org/join/abc";
        var expected = io.nayuki.qrcodegen.QrCode.encodeText(text, io.nayuki.qrcodegen.QrCode.Ecc.MEDIUM);

        String svg = QrCode.svg(text);

        int drawn = 0;
        var module = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z").matcher(svg);
        while (module.find()) {
            int x = Integer.parseInt(module.group(1)) - 4;
            int y = Integer.parseInt(module.group(2)) - 4;
            assertThat(expected.getModule(x, y)).as("%d, %d", x, y).isTrue();
            drawn++;
        }
        assertThat(drawn).isEqualTo(dark(expected));
        assertThat(svg)
                .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %1$d\""
                        .formatted(expected.size + 8))
                .doesNotContain(text);
    }

    @Test
    void refusesWhatNoCodeHolds() {
        assertThatThrownBy(() -> QrCode.svg("x".repeat(3000))).isInstanceOf(IllegalArgumentException.class);
    }

    private static int dark(io.nayuki.qrcodegen.QrCode code) {
        int dark = 0;
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                dark += code.getModule(x, y) ? 1 : 0;
            }
        }
        return dark;
    }
}
