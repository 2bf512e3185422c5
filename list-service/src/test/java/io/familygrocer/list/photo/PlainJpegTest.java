package io.familygrocer.list.photo;

import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlainJpegTest {

    private static final byte[] OURS = CleanPhoto.of(Pictures.fromPhone(64, 48, 6), PhotoConfigs.with(Map.of()))
            .picture();

    @Test
    void whatWePackIsPlain() {
        assertThat(PlainJpeg.is(OURS)).isTrue();
        assertThat(PlainJpeg.is(CleanPhoto.of(Pictures.noise(300, 200), PhotoConfigs.with(Map.of()))
                        .picture()))
                .isTrue();
    }

    @Test
    void whatSaysMoreOrIsCutOffIsNot() {
        assertThat(PlainJpeg.is(Pictures.fromPhone(64, 48, 6))).isFalse();
        assertThat(PlainJpeg.is(Pictures.of("png", 64, 48))).isFalse();
        assertThat(PlainJpeg.is(new byte[0])).isFalse();
        assertThat(PlainJpeg.is(Arrays.copyOf(OURS, OURS.length + 1))).isFalse();
        for (int length = 0; length < OURS.length; length++) {
            assertThat(PlainJpeg.is(Arrays.copyOf(OURS, length))).isFalse();
        }
    }
}
