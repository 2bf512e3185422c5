package io.familygrocer.list.imports;

import java.io.IOException;

/**
 * Reads the files of one app, or of one form. A reader keeps no state between files, is lenient about fields that it
 * does not know and about numbers given as text, and says of every fact without a home here that it is lost.
 */
interface FormatReader {

    /** The name on the wire. */
    String name();

    /** Whether a file looks like one of its own; asked in the order of {@link Formats}. */
    boolean recognises(Outline file);

    /**
     * Reads a file from its beginning to its end, in memory that does not grow with its items.
     *
     * @throws IOException where it can't be read
     * @throws IllegalArgumentException where it is not of this form; the message says why, for people
     */
    void read(SpooledFile file, Findings findings) throws IOException;
}
