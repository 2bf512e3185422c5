package io.familygrocer.list.photo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/** Pictures in a folder, each family's in one of its own. */
final class DiskPhotoStore implements PhotoStore {

    private final Path root;

    DiskPhotoStore(Path root) {
        this.root = root;
    }

    /** In a folder that nobody else may look into, and that no other process has. */
    static DiskPhotoStore temporary() {
        try {
            return new DiskPhotoStore(Files.createTempDirectory("family-grocer-photos"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void put(UUID familyId, String name, byte[] bytes) {
        try {
            var folder = Files.createDirectories(folder(familyId));
            var temporary = Files.createTempFile(folder, "new", null);
            Files.write(temporary, bytes);
            Files.move(temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<byte[]> get(UUID familyId, String name) {
        try {
            return Optional.of(Files.readAllBytes(folder(familyId).resolve(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void remove(UUID familyId, String name) {
        try {
            Files.deleteIfExists(folder(familyId).resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void removeAll(UUID familyId) {
        var folder = folder(familyId);
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder(UUID familyId) {
        return root.resolve(familyId.toString());
    }
}
