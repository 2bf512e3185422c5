package io.familygrocer.family.privacy;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Some bytes of a document (RFC 9110, section 14).
 *
 * @param first from 0 on
 * @param last included
 */
record ByteRange(long first, long last) {

    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /**
     * What a {@code Range} header asks for; empty where it is none that we serve, which is as if it was not there.
     *
     * @param size of the document
     * @throws UnsatisfiableException where the document has no such bytes
     */
    static Optional<ByteRange> of(String header, long size) {
        var match = header == null ? null : ONE.matcher(header.strip());
        if (match == null
                || !match.matches()
                || match.group(1).isEmpty() && match.group(2).isEmpty()) {
            return Optional.empty();
        }
        long first;
        long last = size - 1;
        if (match.group(1).isEmpty()) {
            first = Math.max(0, size - Long.parseLong(match.group(2)));
        } else {
            first = Long.parseLong(match.group(1));
            if (!match.group(2).isEmpty()) {
                long named = Long.parseLong(match.group(2));
                if (named < first) {
                    return Optional.empty();
                }
                last = Math.min(last, named);
            }
        }
        if (first > last) {
            throw new UnsatisfiableException();
        }
        return Optional.of(new ByteRange(first, last));
    }

    long length() {
        return last - first + 1;
    }

    /** That a document has none of the bytes. */
    static final class UnsatisfiableException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
