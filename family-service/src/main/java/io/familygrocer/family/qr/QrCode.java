package io.familygrocer.family.qr;

import io.nayuki.qrcodegen.DataTooLongException;
import io.nayuki.qrcodegen.QrCode.Ecc;

/** Texts that a camera reads. */
public final class QrCode {

    /** The margin that the standard (ISO/IEC 18004) wants, in modules. */
    private static final int QUIET_ZONE = 4;

    private QrCode() {}

    /**
     * The QR code of a text as an SVG document without a size of its own, black on white. The text itself is not in it.
     *
     * @throws IllegalArgumentException where the text is too long, from about 2,300 bytes on
     */
    public static String svg(String text) {
        var code = encode(text);
        int side = code.size + 2 * QUIET_ZONE;
        var path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M').append(x + QUIET_ZONE).append(' ').append(y + QUIET_ZONE);
                    path.append("h1v1h-1z");
                }
            }
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" shape-rendering=\"crispEdges\">"
                        .formatted(side, side)
                + "<path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/><path d=\"%s\"/></svg>".formatted(side, side, path);
    }

    private static io.nayuki.qrcodegen.QrCode encode(String text) {
        try {
            return io.nayuki.qrcodegen.QrCode.encodeText(text, Ecc.MEDIUM);
        } catch (DataTooLongException e) {
            throw new IllegalArgumentException("too long for a QR code", e);
        }
    }
}
