package io.familygrocer.list.photo;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A piece of a picture in an archive: a whole one is larger than a record may be.
 *
 * @param kind {@code photo}
 * @param photo the name of the picture
 * @param piece which one it is, from 0 on
 * @param pieces how many there are
 * @param data its bytes, as Base64
 */
record PhotoPiece(String kind, String photo, int piece, int pieces, String data) {

    /** Bytes of each piece but the last. As Base64 and with the rest of its record it fits a part of an export. */
    static final int SIZE = 144 * 1024;

    static final String KIND = "photo";

    /** A picture in pieces. */
    static List<PhotoPiece> of(String photo, byte[] bytes) {
        int pieces = Math.max(1, (bytes.length + SIZE - 1) / SIZE);
        var all = new ArrayList<PhotoPiece>(pieces);
        for (int piece = 0; piece < pieces; piece++) {
            byte[] some = Arrays.copyOfRange(bytes, piece * SIZE, Math.min(bytes.length, (piece + 1) * SIZE));
            all.add(new PhotoPiece(
                    KIND, photo, piece, pieces, Base64.getEncoder().encodeToString(some)));
        }
        return all;
    }

    /** The bytes of a picture in pieces; none where they are no Base64. */
    static byte[] joined(List<String> pieces) {
        var all = new ByteArrayOutputStream();
        try {
            pieces.forEach(piece -> all.writeBytes(Base64.getDecoder().decode(piece)));
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
        return all.toByteArray();
    }

    /** Whether a record of an archive, which may say anything, has the form of one. */
    static boolean is(JsonNode record, long maxSize) {
        int pieces = record.path("pieces").asInt();
        int piece = record.path("piece").asInt(-1);
        return KIND.equals(record.path("kind").textValue())
                && record.path("photo").isTextual()
                && PhotoService.HASH.matcher(record.path("photo").textValue()).matches()
                && pieces > 0
                && pieces <= 1 + maxSize / SIZE
                && piece >= 0
                && piece < pieces
                && record.path("data").isTextual()
                && record.path("data").textValue().length() <= (SIZE + 2) / 3 * 4;
    }
}
