package io.familygrocer.gateway.reload;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The files of configuration that may change: those that are named, and the {@code *.properties} of folders that are named.
 * They are read again and compared, because a mounted ConfigMap changes by a link to another folder, which not every file
 * system tells of.
 *
 * @param locations paths or {@code file:} addresses
 */
record WatchedFiles(List<String> locations) {

    /** The files that are there, in a fixed order. Blocks. */
    List<Path> found() throws IOException {
        var found = new ArrayList<Path>();
        for (var location : locations) {
            var path = path(location.strip());
            if (Files.isDirectory(path)) {
                try (var files = Files.list(path)) {
                    files.filter(file -> file.toString().endsWith(".properties"))
                            .sorted()
                            .forEach(found::add);
                }
            } else if (Files.exists(path)) {
                found.add(path);
            }
        }
        return found;
    }

    /** Differs whenever a name or a byte does. Blocks. */
    String fingerprint() throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var file : found()) {
                digest.update(file.toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Path path(String location) {
        return location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
    }
}
