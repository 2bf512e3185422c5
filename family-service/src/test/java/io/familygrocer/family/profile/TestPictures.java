package io.familygrocer.family.profile;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Pictures as cameras and programs write them, with what should not be known of them. */
final class TestPictures {

    /** What must not come out again. */
    static final String SECRET = "52.5200N 13.4050E";

    private TestPictures() {}

    static byte[] jpeg(int width, int height) {
        byte[] plain = encoded("jpg", width, height);
        byte[] exif = ("Exif\0\0" + SECRET).getBytes(ISO_8859_1);
        byte[] comment = SECRET.getBytes(ISO_8859_1);
        return ByteBuffer.allocate(plain.length + exif.length + comment.length + 8 + SECRET.length())
                .put(plain, 0, 2)
                .putShort((short) 0xFFE1)
                .putShort((short) (exif.length + 2))
                .put(exif)
                .putShort((short) 0xFFFE)
                .putShort((short) (comment.length + 2))
                .put(comment)
                .put(plain, 2, plain.length - 2)
                .put(SECRET.getBytes(ISO_8859_1))
                .array();
    }

    static byte[] png(int width, int height) {
        byte[] plain = encoded("png", width, height);
        int afterHeader = 8 + 25;
        byte[] text = chunk("tEXt", ("Comment\0" + SECRET).getBytes(ISO_8859_1));
        return ByteBuffer.allocate(plain.length + text.length + SECRET.length())
                .put(plain, 0, afterHeader)
                .put(text)
                .put(plain, afterHeader, plain.length - afterHeader)
                .put(SECRET.getBytes(ISO_8859_1))
                .array();
    }

    /** The form of a WebP with metadata; its pixels are no pixels, which nobody here decodes. */
    static byte[] webp(int width, int height) {
        byte[] exif = SECRET.getBytes(ISO_8859_1);
        int padded = exif.length + (exif.length & 1);
        var out = ByteBuffer.allocate(12 + 18 + 18 + 8 + padded).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes(ISO_8859_1)).putInt(out.capacity() - 8).put("WEBP".getBytes(ISO_8859_1));
        out.put("VP8X".getBytes(ISO_8859_1)).putInt(10).putInt(0x08);
        out.put(new byte[] {(byte) (width - 1), (byte) (width - 1 >> 8), 0});
        out.put(new byte[] {(byte) (height - 1), (byte) (height - 1 >> 8), 0});
        out.put("VP8L".getBytes(ISO_8859_1)).putInt(10).put((byte) 0x2F);
        out.putInt(width - 1 | height - 1 << 14).put(new byte[5]);
        out.put("EXIF".getBytes(ISO_8859_1)).putInt(exif.length).put(exif);
        return out.array();
    }

    private static byte[] encoded(String format, int width, int height) {
        try (var out = new ByteArrayOutputStream()) {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] chunk(String type, byte[] data) {
        var crc = new CRC32();
        crc.update(type.getBytes(ISO_8859_1));
        crc.update(data);
        return ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(type.getBytes(ISO_8859_1))
                .put(data)
                .putInt((int) crc.getValue())
                .array();
    }
}
