package io.familygrocer.list.imports;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A file as it was sent, on disk: it may be read more than once, and memory does not grow with it. {@link #close} takes
 * it away.
 */
final class SpooledFile implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;
    private static final int BOM = 0xFEFF;
    /** Text packs well, but not without bound. */
    private static final int MOST_UNPACKED = 10;

    private final Path path;
    private final long maxUnpacked;

    private SpooledFile(Path path, long maxUnpacked) {
        this.path = path;
        this.maxUnpacked = maxUnpacked;
    }

    /**
     * Writes a body to disk.
     *
     * @param limit bytes
     * @throws IllegalArgumentException where it is longer
     */
    static SpooledFile of(InputStream body, long limit) throws IOException {
        var path = Files.createTempFile("family-grocer-import", null);
        try (var out = Files.newOutputStream(path)) {
            byte[] buffer = new byte[BUFFER];
            long bytes = 0;
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                bytes += count;
                if (bytes > limit) {
                    throw new IllegalArgumentException("At most %d bytes are taken".formatted(limit));
                }
                out.write(buffer, 0, count);
            }
            return new SpooledFile(path, limit * MOST_UNPACKED);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    /** The bytes from the first. */
    InputStream bytes() throws IOException {
        return new BufferedInputStream(Files.newInputStream(path), BUFFER);
    }

    /** The text in UTF-8, without the mark at its beginning; bytes that are none fail with an {@link IOException}. */
    Reader text() throws IOException {
        return text(bytes());
    }

    /** The text of an entry of an archive; null where there is none of that name, in whichever folder. */
    Reader entry(String name) throws IOException {
        var zip = new ZipFile(path.toFile(), UTF_8);
        try {
            var found = zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .filter(entry ->
                            entry.getName().equals(name) || entry.getName().endsWith("/" + name))
                    .findFirst();
            if (found.isEmpty()) {
                zip.close();
                return null;
            }
            return text(new Bounded(zip.getInputStream(found.get()), zip, maxUnpacked));
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    /** Whether it is a zip archive. */
    boolean zipped() throws IOException {
        try (var in = bytes()) {
            return in.read() == 'P' && in.read() == 'K' && in.read() == 3 && in.read() == 4;
        }
    }

    private static Reader text(InputStream bytes) throws IOException {
        var decoder = UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var text = new java.io.BufferedReader(new InputStreamReader(bytes, decoder), BUFFER);
        text.mark(1);
        if (text.read() != BOM) {
            text.reset();
        }
        return text;
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            io.quarkus.logging.Log.warnf("A temporary file stays: %s", e.getMessage());
        }
    }

    /** An entry that unpacks to no more than it may, and closes its archive with it. */
    private static final class Bounded extends java.io.FilterInputStream {

        private final ZipFile zip;
        private long left;

        Bounded(InputStream in, ZipFile zip, long limit) {
            super(in);
            this.zip = zip;
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            spend(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            spend(count);
            return count;
        }

        private void spend(int count) throws ZipException {
            left -= Math.max(0, count);
            if (left < 0) {
                throw new ZipException("It unpacks to too much");
            }
        }

        @Override
        public void close() throws IOException {
            super.close();
            zip.close();
        }
    }
}
