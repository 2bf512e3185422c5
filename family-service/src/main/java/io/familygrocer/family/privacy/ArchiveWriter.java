package io.familygrocer.family.privacy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Writes an archive and gives it away in pieces of one size. For one thread at a time. */
final class ArchiveWriter {

    private final ArchiveManifest manifest;
    private final ObjectMapper json;
    private final int chunkSize;
    private final MessageDigest whole = sha256Digest();
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(new DigestOutputStream(pending, whole));
    private final Queue<Chunk> chunks = new ArrayDeque<>();
    private final List<ArchiveManifest.File> files = new ArrayList<>();
    private OutputStream entry = OutputStream.nullOutputStream();
    private MessageDigest digest = sha256Digest();
    private String service = "";
    private long records;
    private long size;
    private int place;

    ArchiveWriter(ArchiveManifest manifest, ObjectMapper json, int chunkSize) {
        this.manifest = manifest;
        this.json = json;
        this.chunkSize = chunkSize;
    }

    /** Begins the file of a service. */
    void begin(String service) throws IOException {
        this.service = service;
        records = 0;
        digest = sha256Digest();
        open(service + ".json");
        entry = new DigestOutputStream(zip, digest);
        write("[");
    }

    /** Adds a JSON array of objects. */
    void add(String array) throws IOException {
        for (var record : json.readTree(array)) {
            write(records++ == 0 ? "\n" : ",\n");
            write(record.toString());
        }
        cut(false);
    }

    /** Ends the file. */
    void end() throws IOException {
        write("\n]\n");
        zip.closeEntry();
        files.add(new ArchiveManifest.File(
                service + ".json", service, records, HexFormat.of().formatHex(digest.digest())));
    }

    /** Ends the archive. */
    void close() throws IOException {
        open(ArchiveManifest.NAME);
        zip.write(json.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest.with(files)));
        zip.closeEntry();
        zip.close();
        cut(true);
    }

    /** The next piece that is ready. */
    Optional<Chunk> poll() {
        return Optional.ofNullable(chunks.poll());
    }

    /** Bytes of the whole archive; once it is closed. */
    long size() {
        return size;
    }

    /** Of the whole archive, in hex; once it is closed, and only once. */
    String sha256() {
        return HexFormat.of().formatHex(whole.digest());
    }

    private void open(String name) throws IOException {
        var file = new ZipEntry(name);
        file.setTimeLocal(
                manifest.requestedAt().atOffset(java.time.ZoneOffset.UTC).toLocalDateTime());
        zip.putNextEntry(file);
    }

    private void write(String text) throws IOException {
        entry.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private void cut(boolean last) {
        byte[] bytes = pending.toByteArray();
        int from = 0;
        while (bytes.length - from >= chunkSize || last && from < bytes.length) {
            int to = Math.min(bytes.length, from + chunkSize);
            chunks.add(new Chunk(place++, Arrays.copyOfRange(bytes, from, to)));
            size += to - from;
            from = to;
        }
        pending.reset();
        pending.write(bytes, from, bytes.length - from);
    }

    static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }

    /** A piece of the archive. */
    record Chunk(int place, byte[] bytes) {}
}
