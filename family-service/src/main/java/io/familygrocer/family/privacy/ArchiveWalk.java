package io.familygrocer.family.privacy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.zip.ZipInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.familygrocer.platform.web.ProblemException;

/**
 * A walk through an archive, file by file and record by record, each unpacked and parsed when it is asked for: it holds
 * one record, however large the archive is. Blocking.
 */
final class ArchiveWalk implements AutoCloseable {

    private final ZipInputStream zip;
    private final Bounded bounded;
    private final ObjectReader json;
    private final int recordSize;
    private DigestInputStream file;
    private String name;
    private MappingIterator<JsonNode> records;

    /**
     * A walk from the start.
     *
     * @param unpacked how many bytes it goes at most
     * @param recordSize how many bytes one record may have, give or take what is read ahead
     */
    ArchiveWalk(byte[] archive, ObjectReader json, long unpacked, int recordSize) {
        this.zip = new ZipInputStream(new ByteArrayInputStream(archive));
        this.bounded = new Bounded(zip, unpacked);
        this.json = json;
        this.recordSize = recordSize;
    }

    /** Goes to the next file, and says its name; null behind the last. */
    String nextFile() {
        try {
            var entry = zip.getNextEntry();
            records = null;
            name = entry == null ? null : entry.getName();
            file = new DigestInputStream(bounded, ArchiveWriter.sha256Digest());
            return name;
        } catch (IOException | IllegalArgumentException e) {
            throw ArchiveReader.wrong("is no zip file that can be read");
        }
    }

    /** The next record of this file; null behind the last. */
    ObjectNode nextRecord() {
        try {
            bounded.allow(recordSize);
            if (records == null) {
                records = json.forType(JsonNode.class).readValues(file);
            }
            if (!records.hasNextValue()) {
                return null;
            }
            if (records.nextValue() instanceof ObjectNode record
                    && record.path("kind").isTextual()) {
                return record;
            }
            throw ArchiveReader.wrong("%s has something that is no record".formatted(shortName()));
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** This file as it is, which is no list of records. */
    byte[] content(int size) {
        try {
            bounded.allow(size);
            return file.readAllBytes();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** The SHA-256 of this file in hex; what is left of it is passed over. */
    String sha256() {
        try {
            bounded.allow(Long.MAX_VALUE);
            file.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(file.getMessageDigest().digest());
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private ProblemException broken(IOException e) {
        return e instanceof TooLarge
                ? ArchiveReader.wrong(e.getMessage())
                : ArchiveReader.wrong(shortName() + " is no JSON");
    }

    private String shortName() {
        return ArchiveReader.shortened(name);
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("bytes in memory can be closed", e);
        }
    }

    /** Says no before more is unpacked than there is room for. */
    private static final class Bounded extends FilterInputStream {

        private final long unpacked;
        private long left;
        private long allowed;

        Bounded(InputStream in, long unpacked) {
            super(in);
            this.unpacked = unpacked;
            this.left = unpacked;
        }

        /** From here on so many bytes, until more are allowed. */
        void allow(long bytes) {
            allowed = bytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            left -= Math.max(0, read);
            allowed -= Math.max(0, read);
            if (left < 0) {
                throw new TooLarge("must have at most %d bytes, unpacked".formatted(unpacked));
            }
            if (allowed < 0) {
                throw new TooLarge("has a record that is too large");
            }
            return read;
        }

        /** The walk goes on behind the end of a file. */
        @Override
        public void close() {}
    }

    /** What is refused for its size. */
    private static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1;

        TooLarge(String message) {
            super(message);
        }
    }
}
