package io.familygrocer.list.photo;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;

import io.familygrocer.platform.web.ProblemException;

/**
 * A WebP (RFC 9649) whose chunks were read and whose pixels were not: what it says of itself is compared with what is in
 * it before anything is unpacked.
 *
 * @param bytes the whole file
 * @param width of the picture in it, in pixels
 * @param height of the picture in it, in pixels
 * @param orientation as {@link Orientation} has it
 */
record Webp(byte[] bytes, int width, int height, int orientation) {

    private static final int HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int ANIMATED = 0x02;
    private static final int LOSSLESS = 0x2F;
    private static final int LOSSY_START = 0x2A019D;
    private static final int SIDE = 0x3FFF;
    private static final int CANVAS_SIDE = 0xFFFFFF;

    /**
     * Reads what a file says of itself.
     *
     * @throws ProblemException 422 where it is cut off, moves, or has not exactly the picture that it speaks of
     */
    static Webp of(byte[] bytes) {
        var chunks = new Chunks();
        try {
            var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            long end = CHUNK_HEADER + Integer.toUnsignedLong(in.getInt(4));
            if (end > bytes.length) {
                throw CleanPhoto.refusal("Its end is missing");
            }
            long at = HEADER;
            while (at + CHUNK_HEADER <= end) {
                long size = Integer.toUnsignedLong(in.getInt((int) at + 4));
                int from = (int) at + CHUNK_HEADER;
                if (from + size > end) {
                    throw CleanPhoto.refusal("Its end is missing");
                }
                chunks.read(fourCc(bytes, (int) at), in.slice(from, (int) size).order(ByteOrder.LITTLE_ENDIAN));
                at = from + size + (size & 1);
            }
        } catch (IndexOutOfBoundsException cutOff) {
            throw CleanPhoto.refusal("It can't be unpacked");
        }
        return chunks.webp(bytes);
    }

    private static String fourCc(byte[] bytes, int at) {
        return new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
    }

    /**
     * Unpacks the picture. The reader is made here and not looked up: a native image has it, too.
     *
     * @throws ProblemException 422 where it has too many pixels or can't be unpacked
     */
    BufferedImage decode(PhotoConfig config) {
        CleanPhoto.requirePixels((long) width * height, Math.min(config.maxWebpPixels(), config.maxPixels()));
        ImageReader reader = null;
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader = new WebPImageReaderSpi().createReaderInstance();
            reader.setInput(in, true, true);
            return reader.read(0);
        } catch (IOException | RuntimeException e) {
            throw CleanPhoto.refusal("It can't be unpacked");
        } finally {
            if (reader != null) {
                reader.dispose();
            }
        }
    }

    /** What the chunks say: the canvas, the picture itself, how it was held. */
    private static final class Chunks {

        private int canvasWidth;
        private int canvasHeight;
        private int width;
        private int height;
        private int pictures;
        private int alphas;
        private int orientation = Orientation.UPRIGHT;

        void read(String name, ByteBuffer chunk) {
            switch (name) {
                case "VP8X" -> canvas(chunk);
                case "VP8 " -> {
                    // RFC 6386, 9.1: three bytes, a start code, two sides of 14 bits.
                    boolean starts = (chunk.getInt(3) & CANVAS_SIDE) == LOSSY_START;
                    picture(starts, chunk.getShort(6) & SIDE, chunk.getShort(8) & SIDE);
                }
                case "VP8L" -> {
                    int sides = chunk.getInt(1);
                    picture(chunk.get(0) == LOSSLESS, 1 + (sides & SIDE), 1 + (sides >>> 14 & SIDE));
                }
                case "ALPH" -> alphas++;
                case "EXIF" -> {
                    byte[] exif = new byte[chunk.remaining()];
                    chunk.get(exif);
                    orientation = Orientation.ofExif(exif);
                }
                default -> {} // a profile, a description, what somebody has added: nothing that is drawn
            }
        }

        private void canvas(ByteBuffer chunk) {
            if ((chunk.get(0) & ANIMATED) != 0) {
                throw CleanPhoto.refusal("It moves");
            }
            canvasWidth = 1 + (chunk.getInt(4) & CANVAS_SIDE);
            canvasHeight = 1 + (chunk.getInt(6) >>> 8 & CANVAS_SIDE);
        }

        private void picture(boolean starts, int itsWidth, int itsHeight) {
            if (!starts) {
                throw CleanPhoto.refusal("It can't be unpacked");
            }
            pictures++;
            width = itsWidth;
            height = itsHeight;
        }

        Webp webp(byte[] bytes) {
            boolean fills = canvasWidth == 0 || canvasWidth == width && canvasHeight == height;
            if (pictures != 1 || alphas > 1 || !fills || width == 0 || height == 0) {
                throw CleanPhoto.refusal("It has not one picture of the size that it says");
            }
            return new Webp(bytes, width, height, orientation);
        }
    }
}
