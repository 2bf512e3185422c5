package io.familygrocer.list.photo;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * WebP for tests, whose pictures are those of {@link Pictures}. They are written here, bit by bit by RFC 9649, so that
 * they can lie.
 */
final class WebpFiles {

    private static final int EXIF_FLAG = 0x08;
    private static final int ANIMATION_FLAG = 0x02;

    private WebpFiles() {}

    /** A lossless one: red on the left, blue on the right. */
    static byte[] lossless(int width, int height) {
        return file(chunk("VP8L", losslessData(width, height)));
    }

    /** One as a camera might write it: with an orientation, and the place where it was taken. */
    static byte[] fromPhone(int width, int height, int orientation) {
        return file(
                canvas(width, height, EXIF_FLAG),
                chunk("VP8L", losslessData(width, height)),
                chunk("EXIF", Pictures.exif(orientation)));
    }

    /** One whose canvas is small and whose picture is not. */
    static byte[] largerThanItSays(int width, int height) {
        return file(canvas(10, 10, 0), chunk("VP8L", losslessData(width, height)));
    }

    /** One that is drawn over and over. */
    static byte[] manyTimes(int times) {
        var chunks = new byte[times + 1][];
        chunks[0] = canvas(10, 10, 0);
        for (int i = 1; i <= times; i++) {
            chunks[i] = chunk("VP8L", losslessData(10, 10));
        }
        return file(chunks);
    }

    /** One that moves. */
    static byte[] moving() {
        return file(canvas(10, 10, ANIMATION_FLAG), chunk("ANIM", new byte[6]), chunk("ANMF", new byte[24]));
    }

    /** The first bytes of a lossy one of that size; nothing follows that could be drawn. */
    static byte[] lossyHeader(int width, int height) {
        var data = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        data.put(new byte[] {0x10, 0, 0, (byte) 0x9D, 0x01, 0x2A});
        data.putShort((short) width).putShort((short) height);
        return file(chunk("VP8 ", data.array()));
    }

    private static byte[] canvas(int width, int height, int flags) {
        var data = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        data.putInt(flags).putInt(width - 1).position(7);
        data.putInt(height - 1);
        return chunk("VP8X", Arrays.copyOf(data.array(), 10));
    }

    private static byte[] file(byte[]... chunks) {
        var all = new ByteArrayOutputStream();
        all.writeBytes("WEBP".getBytes(StandardCharsets.US_ASCII));
        for (byte[] chunk : chunks) {
            all.writeBytes(chunk);
        }
        return chunk("RIFF", all.toByteArray());
    }

    private static byte[] chunk(String name, byte[] data) {
        var chunk = ByteBuffer.allocate(8 + data.length + data.length % 2).order(ByteOrder.LITTLE_ENDIAN);
        chunk.put(name.getBytes(StandardCharsets.US_ASCII)).putInt(data.length).put(data);
        return chunk.array();
    }

    /** No transform, no cache, one group of prefix codes of which only those of red and of blue have two symbols. */
    private static byte[] losslessData(int width, int height) {
        var bits = new Bits();
        bits.add(0x2F, 8);
        bits.add(width - 1, 14);
        bits.add(height - 1, 14);
        bits.add(0, 1 + 3);
        bits.add(0, 3);
        bits.simpleCode(0);
        bits.simpleCode(0, 255);
        bits.simpleCode(0, 255);
        bits.simpleCode(255);
        bits.simpleCode(0);
        if ((long) width * height <= 1 << 20) {
            for (int i = 0; i < width * height; i++) {
                boolean left = i % width < width / 2;
                bits.add(left ? 1 : 0, 1);
                bits.add(left ? 0 : 1, 1);
            }
        }
        return bits.bytes();
    }

    /** Bits, the least significant of each byte first. */
    private static final class Bits {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int open;
        private int count;

        void add(int value, int width) {
            for (int i = 0; i < width; i++) {
                open |= (value >> i & 1) << count;
                if (++count == 8) {
                    bytes.write(open);
                    open = 0;
                    count = 0;
                }
            }
        }

        /** RFC 9649, 6.2.1: one symbol of no bits, or two of one bit each; the first is 0 or 255. */
        void simpleCode(int... symbols) {
            add(1, 1);
            add(symbols.length - 1, 1);
            add(1, 1);
            for (int symbol : symbols) {
                add(symbol, 8);
            }
        }

        byte[] bytes() {
            if (count > 0) {
                bytes.write(open);
                count = 0;
            }
            return bytes.toByteArray();
        }
    }
}
