package io.familygrocer.platform.devservices;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where a user's files belong, as of the XDG base directory specification. */
public final class UserFolders {

    private UserFolders() {}

    /** For what can be made again. */
    public static Path cache() {
        return below("XDG_CACHE_HOME", ".cache");
    }

    /** For what must not be lost. */
    public static Path data() {
        return below("XDG_DATA_HOME", ".local/share");
    }

    private static Path below(String variable, String fallback) {
        String set = System.getenv(variable);
        if (set != null && !set.isBlank()) {
            return Path.of(set, "family-grocer");
        }
        Path home = Path.of(System.getenv().getOrDefault("HOME", System.getProperty("user.home")));
        boolean writable = Files.isDirectory(home) && Files.isWritable(home);
        Path base = writable
                ? home.resolve(fallback)
                : Path.of(System.getProperty("java.io.tmpdir"), System.getProperty("user.name"));
        return base.resolve("family-grocer");
    }
}
