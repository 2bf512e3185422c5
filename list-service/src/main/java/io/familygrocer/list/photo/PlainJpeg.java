package io.familygrocer.list.photo;

import java.util.Set;

/** Whether a JPEG has what draws it and nothing else, as those have that are packed here (ITU T.81, annex B). */
final class PlainJpeg {

    private static final int START = 0xD8;
    private static final int END = 0xD9;
    private static final int SCAN = 0xDA;
    private static final int JFIF = 0xE0;
    private static final int JFIF_LENGTH = 16;
    private static final int FIRST_RESTART = 0xD0;
    private static final int LAST_RESTART = 0xD7;

    /** Frame, tables of Huffman and of quantisation, restarts. */
    private static final Set<Integer> DRAWING = Set.of(0xC0, 0xC4, 0xDB, 0xDD);

    private PlainJpeg() {}

    /** Whether it is one: no comment, no place, no profile, and nothing behind its end. */
    static boolean is(byte[] bytes) {
        if (bytes.length < 4 || at(bytes, 0) != 0xFF || at(bytes, 1) != START) {
            return false;
        }
        int place = 2;
        while (place + 4 <= bytes.length && at(bytes, place) == 0xFF) {
            int marker = at(bytes, place + 1);
            int length = at(bytes, place + 2) << 8 | at(bytes, place + 3);
            boolean plain = DRAWING.contains(marker) || marker == SCAN || marker == JFIF && length == JFIF_LENGTH;
            if (!plain || length < 2) {
                return false;
            }
            place += 2 + length;
            if (marker == SCAN) {
                return endsWithItsScan(bytes, place);
            }
        }
        return false;
    }

    /** In the data of a scan, 0xFF is followed by 0 or by a restart; the first other marker is the end. */
    private static boolean endsWithItsScan(byte[] bytes, int from) {
        for (int place = from; place + 1 < bytes.length; place++) {
            if (at(bytes, place) == 0xFF) {
                int next = at(bytes, place + 1);
                boolean data = next == 0 || next >= FIRST_RESTART && next <= LAST_RESTART;
                if (!data) {
                    return next == END && place + 2 == bytes.length;
                }
            }
        }
        return false;
    }

    private static int at(byte[] bytes, int place) {
        return bytes[place] & 0xFF;
    }
}
