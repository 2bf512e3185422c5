package io.familygrocer.list.photo;

import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

import io.familygrocer.list.ListProblem;
import io.familygrocer.platform.web.ProblemException;

/**
 * A picture that was unpacked, turned upright, made smaller and packed anew as JPEG: nothing but its pixels is left, no
 * place, no time, no camera. The same bytes come to the same picture.
 */
record CleanPhoto(byte[] picture, byte[] thumbnail, int width, int height) {

    private static final float QUALITY = 0.82f;

    /**
     * Makes one of what was sent. Blocks, and takes memory that the bounds of the configuration bound.
     *
     * @throws ProblemException 422 where it is no picture that is read here, or has too many pixels
     */
    static CleanPhoto of(byte[] sent, PhotoConfig config) {
        var kind = Kind.of(sent).orElseThrow(() -> refusal("It is neither JPEG nor PNG nor WebP"));
        var picture = switch (kind) {
            case JPEG -> upright(decode(sent, "jpeg", config), Orientation.ofJpeg(sent), config.side());
            case PNG -> upright(decode(sent, "png", config), Orientation.UPRIGHT, config.side());
            case WEBP -> {
                var webp = Webp.of(sent);
                yield upright(webp.decode(config), webp.orientation(), config.side());
            }
            case HEIC -> throw refusal("It is HEIC or AVIF, which is not read here; send it as JPEG");
        };
        var thumbnail = upright(picture, Orientation.UPRIGHT, config.thumbnailSide());
        return new CleanPhoto(encode(picture), encode(thumbnail), picture.getWidth(), picture.getHeight());
    }

    private static BufferedImage decode(byte[] sent, String format, PhotoConfig config) {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(sent))) {
            reader.setInput(in, true, true);
            long width = reader.getWidth(0);
            long height = reader.getHeight(0);
            requirePixels(width * height, config.maxPixels());
            // Of more than twice the pixels that are kept, only some are unpacked.
            int step = (int) Math.max(1, Math.max(width, height) / (2L * config.side()));
            var how = reader.getDefaultReadParam();
            how.setSourceSubsampling(step, step, 0, 0);
            return reader.read(0, how);
        } catch (IOException | RuntimeException e) {
            if (e instanceof ProblemException refusal) {
                throw refusal;
            }
            throw refusal("It can't be unpacked");
        } finally {
            reader.dispose();
        }
    }

    /** Counted before they are unpacked: few bytes may come to many pixels. */
    static void requirePixels(long pixels, long most) {
        if (pixels > most) {
            throw refusal("At most %d pixels are taken".formatted(most));
        }
    }

    /** Why something is no picture that is kept. */
    static ProblemException refusal(String why) {
        return ProblemException.of(ListProblem.NO_PHOTO, why);
    }

    /** As it was seen, its longer side no longer than allowed, on white where it is transparent. */
    private static BufferedImage upright(BufferedImage image, int orientation, int side) {
        boolean turned = orientation > 4;
        double scale = Math.min(1.0, (double) side / Math.max(image.getWidth(), image.getHeight()));
        int width = Math.max(1, (int) Math.round((turned ? image.getHeight() : image.getWidth()) * scale));
        int height = Math.max(1, (int) Math.round((turned ? image.getWidth() : image.getHeight()) * scale));
        var result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var canvas = result.createGraphics();
        try {
            canvas.setColor(Color.WHITE);
            canvas.fillRect(0, 0, width, height);
            canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            var transform = AffineTransform.getScaleInstance(
                    (double) width / (turned ? image.getHeight() : image.getWidth()),
                    (double) height / (turned ? image.getWidth() : image.getHeight()));
            transform.concatenate(turning(orientation, image.getWidth(), image.getHeight()));
            canvas.drawImage(image, transform, null);
        } finally {
            canvas.dispose();
        }
        return result;
    }

    /** Exif 2.32, orientation: where the pixel at x, y of the file belongs. */
    private static AffineTransform turning(int orientation, int width, int height) {
        return switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }

    private static byte[] encode(BufferedImage image) {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            var how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
