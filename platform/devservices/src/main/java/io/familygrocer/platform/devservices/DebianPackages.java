package io.familygrocer.platform.devservices;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Packages of Debian and what descends from it, fetched by the system's apt and unpacked into a folder. Nothing is
 * installed, none of their scripts runs, and no privileges are needed.
 */
public final class DebianPackages {

    /** Where scanners look for what an image without dpkg has of Debian; one file a package. */
    public static final String STATUS = "var/lib/dpkg/status.d";

    private DebianPackages() {}

    /**
     * Fetches packages, without those that they depend on, in the newest version that apt knows of.
     *
     * @param root the folder to unpack into, which must not be there yet; what is in {@link #STATUS} says what it has
     * @throws IOException where there is no apt, or it can't be done; the message has apt's
     */
    public static void unpack(List<String> packages, Path root) throws IOException {
        Path fresh = Files.createTempDirectory(Files.createDirectories(root.getParent()), "debian");
        Path lists = fresh.resolve("lists");
        run(fresh, apt(lists, "update"));
        var download = apt(lists, "download");
        download.addAll(packages);
        run(fresh, download);
        Path status = Files.createDirectories(fresh.resolve(STATUS));
        try (var files = Files.list(fresh)) {
            for (Path file :
                    files.filter(it -> it.toString().endsWith(".deb")).sorted().toList()) {
                run(fresh, List.of("dpkg-deb", "-x", file.toString(), fresh.toString()));
                String name = file.getFileName().toString().split("_")[0];
                Files.move(log(fresh, List.of("dpkg-deb", "-f", file.toString())), status.resolve(name));
                Files.delete(file);
            }
        }
        EmbeddedPostgres.deleteTree(lists);
        Files.deleteIfExists(fresh.resolve("apt.log"));
        Files.move(fresh, root);
    }

    /** The system's own lists may be empty, and are not ours to bring up to date. */
    private static List<String> apt(Path lists, String command) throws IOException {
        Files.createDirectories(lists.resolve("partial"));
        return new ArrayList<>(
                List.of("apt-get", "-q", "-o", "Dir::State::Lists=" + lists, "-o", "Dir::Cache=" + lists, command));
    }

    private static void run(Path folder, List<String> command) throws IOException {
        log(folder, command);
    }

    private static Path log(Path folder, List<String> command) throws IOException {
        Path log = folder.resolve("apt.log");
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(Files.readString(log));
            }
            return log;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
