package io.familygrocer.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/** The passwords and keys of one installation: made once, kept in a file that only its owner can read. */
final class Secrets {

    private static final int BYTES = 32;

    private final Path file;
    private final Properties values = new Properties();

    Secrets(Path folder) {
        this.file = folder.resolve("secrets.properties");
        try {
            if (Files.exists(file)) {
                try (var reader = Files.newBufferedReader(file)) {
                    values.load(reader);
                }
            } else {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A password of letters, digits, dashes and underscores; the same for the same name each time. */
    String password(String name) {
        return value(name, Base64.getUrlEncoder().withoutPadding());
    }

    /** 32 random bytes in Base64; the same for the same name each time. */
    String key(String name) {
        return value(name, Base64.getEncoder());
    }

    private synchronized String value(String name, Base64.Encoder encoder) {
        if (values.getProperty(name) == null) {
            byte[] bytes = new byte[BYTES];
            new SecureRandom().nextBytes(bytes);
            values.setProperty(name, encoder.encodeToString(bytes));
            try (var writer = Files.newBufferedWriter(file)) {
                values.store(writer, "Secrets of this installation. Keep them with its data.");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return values.getProperty(name);
    }
}
