package io.familygrocer.list.photo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.familygrocer.platform.web.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CleanPhotoTest {

    private static final PhotoConfig CONFIG = PhotoConfigs.with(Map.of());

    @ParameterizedTest
    @CsvSource({
        // orientation, width, height, and where red is
        "1, 400, 200, 0.1, 0.5",
        "2, 400, 200, 0.9, 0.5",
        "3, 400, 200, 0.9, 0.5",
        "4, 400, 200, 0.1, 0.5",
        "5, 200, 400, 0.5, 0.1",
        "6, 200, 400, 0.5, 0.1",
        "7, 200, 400, 0.5, 0.9",
        "8, 200, 400, 0.5, 0.9"
    })
    void aPictureStandsUprightAndSaysNothingOfItsPlace(int orientation, int width, int height, double x, double y) {
        var clean = CleanPhoto.of(Pictures.fromPhone(400, 200, orientation), CONFIG);

        var picture = Pictures.read(clean.picture());
        assertThat(picture.getWidth()).isEqualTo(width).isEqualTo(clean.width());
        assertThat(picture.getHeight()).isEqualTo(height).isEqualTo(clean.height());
        assertThat(Pictures.colour(picture, x, y)).isEqualTo("red");
        assertThat(Pictures.colour(picture, 1 - x, 1 - y)).isEqualTo("blue");
        assertThat(new String(clean.picture(), StandardCharsets.ISO_8859_1)).doesNotContain("GPS", "Exif");
    }

    @ParameterizedTest
    @CsvSource({"1, 400, 200, 0.1, 0.5", "3, 400, 200, 0.9, 0.5", "6, 200, 400, 0.5, 0.1"})
    void aWebpStandsUprightAndSaysNothingOfItsPlace(int orientation, int width, int height, double x, double y) {
        var clean = CleanPhoto.of(WebpFiles.fromPhone(400, 200, orientation), CONFIG);

        var picture = Pictures.read(clean.picture());
        assertThat(picture.getWidth()).isEqualTo(width).isEqualTo(clean.width());
        assertThat(picture.getHeight()).isEqualTo(height).isEqualTo(clean.height());
        assertThat(Pictures.colour(picture, x, y)).isEqualTo("red");
        assertThat(Pictures.colour(picture, 1 - x, 1 - y)).isEqualTo("blue");
        assertThat(PlainJpeg.is(clean.picture())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lossy.webp", "lossy-alpha.webp"})
    void aLossyWebpIsReadWithAndWithoutTransparency(String name) throws IOException {
        var clean = CleanPhoto.of(sample(name), CONFIG);

        var picture = Pictures.read(clean.picture());
        assertThat(picture.getWidth()).isEqualTo(90);
        assertThat(picture.getHeight()).isEqualTo(60);
        assertThat(Pictures.colour(picture, 0.1, 0.5)).isEqualTo("red");
        assertThat(Pictures.colour(picture, 0.9, 0.5)).isEqualTo("blue");
    }

    private static byte[] sample(String name) throws IOException {
        try (var in = CleanPhotoTest.class.getResourceAsStream("/photo/" + name)) {
            return in.readAllBytes();
        }
    }

    @Test
    void aWebpThatIsNotWhatItSaysIsRefusedBeforeItIsUnpacked() {
        byte[] whole = WebpFiles.lossless(300, 200);

        refused(WebpFiles.lossless(16_000, 16_000), "pixels");
        refused(WebpFiles.lossyHeader(16_000, 16_000), "pixels");
        refused(WebpFiles.largerThanItSays(1_000, 1_000), "one picture");
        refused(WebpFiles.manyTimes(2_000), "one picture");
        refused(WebpFiles.moving(), "moves");
        refused(Arrays.copyOf(whole, whole.length / 2), "end is missing");
        refused("RIFF\4\0\0\0WEBP".getBytes(StandardCharsets.ISO_8859_1), "one picture");
    }

    @Test
    void aLargePictureIsMadeSmallerAndHasAThumbnail() {
        var clean = CleanPhoto.of(Pictures.of("png", 5000, 2500), CONFIG);

        assertThat(clean.width()).isEqualTo(1600);
        assertThat(clean.height()).isEqualTo(800);
        var thumbnail = Pictures.read(clean.thumbnail());
        assertThat(thumbnail.getWidth()).isEqualTo(320);
        assertThat(Pictures.colour(thumbnail, 0.1, 0.5)).isEqualTo("red");
        assertThat(Pictures.colour(thumbnail, 0.9, 0.5)).isEqualTo("blue");
    }

    @Test
    void aSmallPictureStaysSmallAndTheSameBytesAreTheSamePicture() {
        byte[] sent = Pictures.of("png", 30, 1);

        assertThat(CleanPhoto.of(sent, CONFIG).width()).isEqualTo(30);
        assertThat(CleanPhoto.of(sent, CONFIG).picture())
                .isEqualTo(CleanPhoto.of(sent, CONFIG).picture());
    }

    @Test
    void aPictureThatUnpacksToTooMuchIsRefusedBeforeItIsUnpacked() {
        byte[] png = Pictures.of("png", 10, 10);
        ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);

        assertThatThrownBy(() -> CleanPhoto.of(png, CONFIG))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("pixels");
    }

    @Test
    void whatIsNoPictureIsRefusedWithItsReason() {
        byte[] jpeg = Pictures.of("jpeg", 100, 100);
        byte[] heic = "\0\0\0\u0018ftypheic\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

        refused("<svg onload='x'/>".getBytes(StandardCharsets.US_ASCII), "neither");
        refused(new byte[0], "neither");
        refused(heic, "HEIC");
        refused(Arrays.copyOf(jpeg, 100), "unpacked");
    }

    private static void refused(byte[] bytes, String reason) {
        assertThatThrownBy(() -> CleanPhoto.of(bytes, CONFIG))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(reason);
    }
}
