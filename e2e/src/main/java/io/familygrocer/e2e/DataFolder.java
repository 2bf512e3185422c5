package io.familygrocer.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;

/** The one folder of an installation, held by one process at a time. */
final class DataFolder implements AutoCloseable {

    private final Path path;
    private final boolean ephemeral;
    private final FileLock lock;

    private DataFolder(Path path, boolean ephemeral, FileLock lock) {
        this.path = path;
        this.ephemeral = ephemeral;
        this.lock = lock;
    }

    /**
     * Takes a folder, which is made where it isn't there.
     *
     * @throws StartException where another process holds it
     */
    static DataFolder take(Path path, boolean ephemeral) {
        try {
            Files.createDirectories(path);
            Path file = path.resolve("lock");
            var channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            var lock = channel.tryLock();
            if (lock == null) {
                throw new StartException(
                        "%s is in use by process %s. Stop that one (Ctrl-C), or name another folder with --data."
                                .formatted(path, Files.readString(file).strip()));
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new DataFolder(path, ephemeral, lock);
        } catch (IOException e) {
            throw new UncheckedIOException("can't use the folder " + path, e);
        }
    }

    Path path() {
        return path;
    }

    boolean isEphemeral() {
        return ephemeral;
    }

    @Override
    public void close() {
        try {
            lock.channel().close();
            if (ephemeral) {
                try (var files = Files.walk(path)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
