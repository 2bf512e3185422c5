package io.familygrocer.list.photo;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures for tests: red on the left, blue on the right. */
final class Pictures {

    private Pictures() {}

    static byte[] of(String format, int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var canvas = image.createGraphics();
        canvas.setColor(Color.RED);
        canvas.fillRect(0, 0, width / 2, height);
        canvas.setColor(Color.BLUE);
        canvas.fillRect(width / 2, 0, width - width / 2, height);
        canvas.dispose();
        return packed(image, format);
    }

    private static byte[] packed(BufferedImage image, String format) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A picture of noise, which packs badly: a PNG of it is large, and so is a JPEG. */
    static byte[] noise(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var random = new Random(7);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        return packed(image, "png");
    }

    /** A JPEG as a phone writes it: with an orientation, and the place where it was taken. */
    static byte[] fromPhone(int width, int height, int orientation) {
        byte[] jpeg = of("jpeg", width, height);
        byte[] exif = exif(orientation);
        var segment = ByteBuffer.allocate(4 + exif.length);
        segment.put((byte) 0xFF).put((byte) 0xE1).putShort((short) (2 + exif.length));
        segment.put(exif);
        var all = new ByteArrayOutputStream();
        all.write(jpeg, 0, 2);
        all.writeBytes(segment.array());
        all.write(jpeg, 2, jpeg.length - 2);
        return all.toByteArray();
    }

    /** An Exif block with its name: how the camera was held, and where. */
    static byte[] exif(int orientation) {
        byte[] place = "GPS 52.5200 N 13.4050 E".getBytes(StandardCharsets.US_ASCII);
        var exif = ByteBuffer.allocate(6 + 8 + 2 + 12 + 4 + place.length);
        exif.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        exif.put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
        exif.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
        exif.putShort((short) orientation).putShort((short) 0).putInt(0);
        return exif.put(place).array();
    }

    static BufferedImage read(byte[] bytes) {
        try {
            return ImageIO.read(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code red} or {@code blue}, whichever there is more of. */
    static String colour(BufferedImage image, double x, double y) {
        var colour = new Color(image.getRGB((int) (x * image.getWidth()), (int) (y * image.getHeight())));
        return colour.getRed() > colour.getBlue() ? "red" : "blue";
    }
}
