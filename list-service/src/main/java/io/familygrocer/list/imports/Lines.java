package io.familygrocer.list.imports;

import java.io.IOException;
import java.io.Reader;

/** The lines of a text, none of them longer than it may be: of a longer one only the beginning is kept. */
final class Lines implements AutoCloseable {

    private final Reader text;
    private final int longest;
    private boolean afterReturn;

    Lines(Reader text, int longest) {
        this.text = text;
        this.longest = longest;
    }

    /** A line without its end; {@code cut} where more of it followed. */
    record Line(String text, boolean cut) {}

    /** The next line; null after the last. A line ends with LF, CR or both. */
    Line next() throws IOException {
        var line = new StringBuilder();
        boolean cut = false;
        boolean any = false;
        for (int c = text.read(); c >= 0; c = text.read()) {
            boolean second = afterReturn && c == '\n';
            afterReturn = c == '\r';
            if (second) {
                continue;
            }
            any = true;
            if (c == '\n' || c == '\r') {
                return new Line(line.toString(), cut);
            }
            if (line.length() < longest) {
                line.append((char) c);
            } else {
                cut = true;
            }
        }
        return any ? new Line(line.toString(), cut) : null;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
