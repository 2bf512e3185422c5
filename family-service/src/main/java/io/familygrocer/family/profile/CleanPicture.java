package io.familygrocer.family.profile;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * A picture that is what its bytes say, without what cameras and programs write beside it: no place, no time, no name of
 * a camera, nothing behind its end. Pixels are not decoded.
 *
 * @param mediaType {@code image/jpeg}, {@code image/png} or {@code image/webp}
 * @param width in pixels
 * @param height in pixels
 */
record CleanPicture(String mediaType, int width, int height, byte[] bytes) {

    private static final long PNG = 0x89504E470D0A1A0AL;
    private static final Set<String> PNG_KEPT = Set.of("IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "sRGB", "cHRM");
    private static final int IHDR_LENGTH = 13;

    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int COM = 0xFE;
    private static final int APP_COLOURS = 0xE2;
    private static final int APP_ADOBE = 0xEE;

    private static final int WEBP_HEADER = 12;
    private static final int VP8X_METADATA = 0x0C;
    private static final int VP8X_ANIMATION = 0x02;

    /** Reads a picture; empty where the bytes are none, are cut off, or move. */
    static Optional<CleanPicture> read(byte[] bytes) {
        try {
            var in = ByteBuffer.wrap(bytes);
            if (in.remaining() > Long.BYTES && in.getLong(0) == PNG) {
                return png(in);
            }
            if (in.remaining() > 2 && (in.getShort(0) & 0xFFFF) == (0xFF00 | SOI)) {
                return jpeg(in);
            }
            if (in.remaining() > WEBP_HEADER
                    && name(in, 0).equals("RIFF")
                    && name(in, 8).equals("WEBP")) {
                return webp(in.order(ByteOrder.LITTLE_ENDIAN));
            }
            return Optional.empty();
        } catch (ArithmeticException | IndexOutOfBoundsException | IllegalArgumentException cutOff) {
            return Optional.empty();
        }
    }

    /** PNG (third edition), section 5.2: a signature and chunks of length, type, data and checksum. */
    private static Optional<CleanPicture> png(ByteBuffer in) {
        var out = new ByteArrayOutputStream(in.limit());
        write(out, in, 0, Long.BYTES);
        if (in.getInt(Long.BYTES) != IHDR_LENGTH || !name(in, 12).equals("IHDR")) {
            return Optional.empty();
        }
        int at = Long.BYTES;
        while (true) {
            int length = in.getInt(at);
            String type = name(in, at + 4);
            int end = Math.addExact(at, Math.addExact(12, positive(length)));
            if (PNG_KEPT.contains(type)) {
                write(out, in, at, end);
            }
            if (type.equals("IEND")) {
                return Optional.of(new CleanPicture("image/png", in.getInt(16), in.getInt(20), out.toByteArray()));
            }
            at = end;
        }
    }

    /** ITU-T T.81, annex B: marker segments, and coded data behind each start of scan. */
    private static Optional<CleanPicture> jpeg(ByteBuffer in) {
        var out = new ByteArrayOutputStream(in.limit());
        write(out, in, 0, 2);
        int width = 0;
        int height = 0;
        int at = 2;
        while (true) {
            if ((in.get(at) & 0xFF) != 0xFF) {
                return Optional.empty();
            }
            int marker = in.get(at + 1) & 0xFF;
            if (marker == EOI) {
                write(out, in, at, at + 2);
                return width == 0
                        ? Optional.empty()
                        : Optional.of(new CleanPicture("image/jpeg", width, height, out.toByteArray()));
            }
            int end = at + 2 + Math.max(2, in.getShort(at + 2) & 0xFFFF);
            if (isFrame(marker)) {
                height = in.getShort(at + 5) & 0xFFFF;
                width = in.getShort(at + 7) & 0xFFFF;
            }
            if (marker == SOS) {
                end = endOfScan(in, end);
            }
            if (!isMetadata(marker)) {
                write(out, in, at, end);
            }
            at = end;
        }
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static boolean isMetadata(int marker) {
        return marker == COM || marker > 0xE0 && marker <= 0xEF && marker != APP_COLOURS && marker != APP_ADOBE;
    }

    /** In coded data, 0xFF is followed by 0 or by the number of a restart. */
    private static int endOfScan(ByteBuffer in, int from) {
        int at = from;
        while ((in.get(at) & 0xFF) != 0xFF || in.get(at + 1) == 0 || (in.get(at + 1) & 0xF8) == 0xD0) {
            at++;
        }
        return at;
    }

    /** RFC 9649, section 2: RIFF chunks, padded to even lengths. */
    private static Optional<CleanPicture> webp(ByteBuffer in) {
        var out = new ByteArrayOutputStream(in.limit());
        write(out, in, 0, WEBP_HEADER);
        int[] size = {0, 0};
        int riffEnd = Math.addExact(8, positive(in.getInt(4)));
        int at = WEBP_HEADER;
        while (at < riffEnd) {
            String type = name(in, at);
            int end = Math.addExact(at + 8, Math.addExact(positive(in.getInt(at + 4)), in.getInt(at + 4) & 1));
            if (type.equals("VP8X")) {
                byte flags = in.get(at + 8);
                if ((flags & VP8X_ANIMATION) != 0) {
                    return Optional.empty();
                }
                in.put(at + 8, (byte) (flags & ~VP8X_METADATA));
            }
            measure(in, type, at + 8, size);
            if (type.startsWith("VP8") || type.equals("ALPH")) {
                write(out, in, at, end);
            }
            at = end;
        }
        byte[] clean = out.toByteArray();
        ByteBuffer.wrap(clean).order(ByteOrder.LITTLE_ENDIAN).putInt(4, clean.length - 8);
        return size[0] == 0 ? Optional.empty() : Optional.of(new CleanPicture("image/webp", size[0], size[1], clean));
    }

    /** The largest of what the chunks say, so that none of them hides another one. */
    private static void measure(ByteBuffer in, String type, int data, int[] size) {
        int width = 0;
        int height = 0;
        switch (type) {
            case "VP8X" -> {
                width = (in.getInt(data + 4) & 0xFFFFFF) + 1;
                height = (in.getInt(data + 6) >>> 8) + 1;
            }
            case "VP8L" -> {
                int bits = in.getInt(data + 1);
                width = (bits & 0x3FFF) + 1;
                height = (bits >>> 14 & 0x3FFF) + 1;
            }
            case "VP8 " -> {
                width = in.getShort(data + 6) & 0x3FFF;
                height = in.getShort(data + 8) & 0x3FFF;
            }
            default -> {}
        }
        size[0] = Math.max(size[0], width);
        size[1] = Math.max(size[1], height);
    }

    private static String name(ByteBuffer in, int at) {
        byte[] name = new byte[4];
        in.get(at, name);
        return new String(name, ISO_8859_1);
    }

    private static int positive(int length) {
        if (length < 0) {
            throw new IllegalArgumentException("longer than 2 GB");
        }
        return length;
    }

    private static void write(ByteArrayOutputStream out, ByteBuffer in, int from, int to) {
        if (to > in.limit()) {
            throw new IndexOutOfBoundsException(to);
        }
        out.write(in.array(), from, to - from);
    }
}
