package io.familygrocer.list.photo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** How a camera was held: the tag 0x0112 of what Exif a picture has, 1 to 8. */
final class Orientation {

    static final int UPRIGHT = 1;

    private static final int APP1 = 0xE1;
    private static final int SOS = 0xDA;
    private static final int TAG = 0x0112;
    private static final int LAST = 8;
    private static final int EXIF_HEADER = 6;
    private static final int ENTRY = 12;

    private Orientation() {}

    /** The orientation of a JPEG; upright where it says nothing that can be read. */
    static int ofJpeg(byte[] jpeg) {
        try {
            var in = ByteBuffer.wrap(jpeg);
            int at = 2;
            while ((in.get(at) & 0xFF) == 0xFF) {
                int marker = in.get(at + 1) & 0xFF;
                int length = in.getShort(at + 2) & 0xFFFF;
                if (marker == SOS) {
                    return UPRIGHT;
                }
                if (marker == APP1 && isExif(jpeg, at + 4)) {
                    return tiff(in.slice(at + 4 + EXIF_HEADER, length - 2 - EXIF_HEADER));
                }
                at += 2 + length;
            }
            return UPRIGHT;
        } catch (IndexOutOfBoundsException | IllegalArgumentException cutOff) {
            return UPRIGHT;
        }
    }

    /** The orientation that an Exif block tells, with or without its name before it; upright where it can't be read. */
    static int ofExif(byte[] exif) {
        try {
            int named = exif.length > EXIF_HEADER && isExif(exif, 0) ? EXIF_HEADER : 0;
            return tiff(ByteBuffer.wrap(exif).slice(named, exif.length - named));
        } catch (IndexOutOfBoundsException cutOff) {
            return UPRIGHT;
        }
    }

    private static boolean isExif(byte[] jpeg, int at) {
        return new String(jpeg, at, EXIF_HEADER, StandardCharsets.ISO_8859_1).equals("Exif\0\0");
    }

    private static int tiff(ByteBuffer tiff) {
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int entries = tiff.getShort(directory) & 0xFFFF;
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + i * ENTRY;
            if ((tiff.getShort(entry) & 0xFFFF) == TAG) {
                int value = tiff.getShort(entry + 8) & 0xFFFF;
                return value >= UPRIGHT && value <= LAST ? value : UPRIGHT;
            }
        }
        return UPRIGHT;
    }
}
