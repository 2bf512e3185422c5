package io.familygrocer.family.profile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class CleanPictureTest {

    static Stream<Arguments> pictures() {
        return Stream.of(
                Arguments.of("image/jpeg", TestPictures.jpeg(40, 30)),
                Arguments.of("image/png", TestPictures.png(40, 30)),
                Arguments.of("image/webp", TestPictures.webp(40, 30)));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void keepsTheSizeAndNothingThatIsNoPicture(String mediaType, byte[] bytes) {
        assertThat(new String(bytes, ISO_8859_1)).contains(TestPictures.SECRET);

        var clean = CleanPicture.read(bytes).orElseThrow();

        assertThat(clean.mediaType()).isEqualTo(mediaType);
        assertThat(clean.width()).isEqualTo(40);
        assertThat(clean.height()).isEqualTo(30);
        assertThat(new String(clean.bytes(), ISO_8859_1)).doesNotContain(TestPictures.SECRET);
        assertThat(CleanPicture.read(clean.bytes()).orElseThrow().bytes()).isEqualTo(clean.bytes());
    }

    @Test
    void whatIsKeptCanStillBeSeen() throws IOException {
        for (byte[] bytes : new byte[][] {TestPictures.jpeg(40, 30), TestPictures.png(40, 30)}) {
            var clean = CleanPicture.read(bytes).orElseThrow();

            var seen = ImageIO.read(new ByteArrayInputStream(clean.bytes()));

            assertThat(seen.getWidth()).isEqualTo(40);
            assertThat(seen.getHeight()).isEqualTo(30);
        }
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void takesNothingThatIsCutOff(String mediaType, byte[] bytes) {
        byte[] whole = CleanPicture.read(bytes).orElseThrow().bytes();

        for (int length = 0; length < whole.length; length++) {
            assertThat(CleanPicture.read(Arrays.copyOf(whole, length)))
                    .as("%s of %d", mediaType, length)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void answersWhateverTheBytesAre(String mediaType, byte[] bytes) {
        var random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            byte[] broken = bytes.clone();
            for (int j = 0; j < 4; j++) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            assertThat(CleanPicture.read(broken)).as(mediaType).isNotNull();
        }
    }

    @Test
    void takesNoOtherFormat() {
        for (String text :
                new String[] {"", "<svg xmlns='http://www.w3.org/2000/svg'/>", "GIF89a", "RIFF", "%PDF-1.7"}) {
            assertThat(CleanPicture.read(text.getBytes(UTF_8))).as(text).isEmpty();
        }
    }
}
