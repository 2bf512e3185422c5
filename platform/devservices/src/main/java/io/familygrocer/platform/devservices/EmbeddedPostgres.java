package io.familygrocer.platform.devservices;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Postgres from the binaries of a Maven artifact, as a child process. */
public final class EmbeddedPostgres {

    private static final String VERSION = "18.6.0";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Set<String> EMPTY_IN_BACKUP = Set.of(
            "pg_wal",
            "pg_dynshmem",
            "pg_notify",
            "pg_replslot",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    private EmbeddedPostgres() {}

    /**
     * Starts a server; its data is made where {@code home} has none yet.
     *
     * @param home data goes to {@code <home>/postgres}, the log to {@code <home>/log}
     * @param password of the superuser {@code postgres}; taken when the data is made
     * @param durable false where nobody minds losing what a power cut takes: much faster
     */
    public static Running start(Path home, int port, String password, boolean durable) {
        Path bin = binaries().resolve("bin");
        Path data = home.resolve("postgres");
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initdb(bin, home, data, password);
        }
        return run("postgres", home, port, password, durable);
    }

    /**
     * Starts a hot standby of a server: a copy of its data that replays what it writes, by streaming replication. It is
     * for tests, which pause it by {@code pg_wal_replay_pause()}.
     *
     * @param primaryHome the folder with which the primary was started
     * @param home the standby's own folder, without data yet
     */
    public static Running standby(Path primaryHome, PostgresServer primary, Path home, int port) {
        Path data = home.resolve("postgres");
        try (var connection = primary.connect("postgres");
                var statement = connection.createStatement()) {
            // A base backup by hand: the binaries have no pg_basebackup. Both calls are of one connection.
            statement.execute("select pg_backup_start('standby', true)");
            Files.createDirectories(home);
            copy(primaryHome.resolve("postgres"), data);
            try (var stop = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
                stop.next();
                Files.writeString(data.resolve("backup_label"), stop.getString(1));
            }
            Files.createFile(data.resolve("standby.signal"));
            Files.writeString(
                    data.resolve("postgresql.auto.conf"),
                    "primary_conninfo = 'host=%s port=%d user=%s password=%s'%n"
                            .formatted(primary.host(), primary.port(), primary.admin(), primary.password()));
        } catch (SQLException e) {
            throw new IllegalStateException("the primary can't be copied", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return run("standby", home, port, primary.password(), false);
    }

    /** What a base backup takes along: not what belongs to the running server, nor its log of changes. */
    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path relative = from.relativize(file);
                boolean ofTheServer = relative.toString().startsWith("postmaster.");
                boolean inEmptyFolder = relative.getNameCount() > 1
                        && EMPTY_IN_BACKUP.contains(relative.getName(0).toString());
                if (!ofTheServer && !inEmptyFolder) {
                    copyThere(file, to.resolve(relative.toString()));
                }
            }
        }
    }

    private static void copyThere(Path file, Path target) throws IOException {
        try {
            Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (NoSuchFileException removedMeanwhile) {
            // The log of changes says what became of it.
            return;
        }
    }

    private static Running run(String name, Path home, int port, String password, boolean durable) {
        Path bin = binaries().resolve("bin");
        Path data = home.resolve("postgres");
        var command = new ArrayList<>(asNobody());
        command.addAll(List.of(
                bin.resolve("postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "shared_buffers=32MB",
                "-c",
                "max_connections=200",
                "-c",
                "jit=off",
                "-c",
                "shared_preload_libraries=pg_stat_statements",
                "-c",
                "lock_timeout=10s"));
        if (!durable) {
            command.addAll(List.of("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"));
        }
        var process = LeashedProcess.start(name, home, "INT", home, Map.of(), command);
        var server = new PostgresServer("127.0.0.1", port, "postgres", password);
        process.waitUntil(server::answers, START);
        return new Running(process, server);
    }

    /** In a folder beside it, which is moved when it is whole: who is killed in between begins again. */
    private static void initdb(Path bin, Path home, Path target, String password) {
        try {
            Path data = Files.createDirectories(home).resolve("postgres-new");
            if (Files.exists(data)) {
                deleteTree(data);
            }
            Path passwordFile = Files.createTempFile(
                    home,
                    "initdb",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(passwordFile, password);
            var command = new ArrayList<>(asNobody());
            command.addAll(List.of(
                    bin.resolve("initdb").toString(),
                    "-D",
                    data.toString(),
                    "-U",
                    "postgres",
                    "-A",
                    "scram-sha-256",
                    "--pwfile=" + passwordFile,
                    "-E",
                    "UTF8",
                    "--locale=C",
                    "--no-instructions",
                    "--no-sync"));
            Path log = Files.createDirectories(home.resolve("log")).resolve("initdb.log");
            var process = new ProcessBuilder(command)
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean done = process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
            Files.delete(passwordFile);
            if (!done) {
                process.destroyForcibly();
                throw new IllegalStateException("initdb failed; " + log + " says:\n" + Files.readString(log));
            }
            Files.move(data, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Postgres refuses to run as root; in a user namespace without a mapping it is nobody and its files are its own. */
    private static List<String> asNobody() {
        return "root".equals(System.getProperty("user.name")) ? List.of("unshare", "-U") : List.of();
    }

    /** The unpacked binaries: once for each user and version. */
    private static synchronized Path binaries() {
        String arch = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        Path target = UserFolders.cache().resolve("postgres-" + VERSION + "-" + arch);
        if (Files.isDirectory(target)) {
            return target;
        }
        try (InputStream packed =
                EmbeddedPostgres.class.getResourceAsStream("/postgres-linux-%s.txz".formatted(arch))) {
            if (packed == null) {
                throw new IllegalStateException("no Postgres binaries for " + arch + " on the class path");
            }
            Path fresh = Files.createTempDirectory(Files.createDirectories(target.getParent()), "postgres");
            unpack(packed, fresh);
            try {
                Files.move(fresh, target);
            } catch (IOException e) {
                // Another process was faster; its copy is as good as ours.
                deleteTree(fresh);
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unpack(InputStream packed, Path target) throws IOException {
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("outside of the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                    continue;
                }
                Files.createDirectories(file.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, file);
                    boolean executable = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    /** Removes a folder and all that is in it. */
    public static void deleteTree(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** A server that runs. */
    public record Running(LeashedProcess process, PostgresServer server) {}
}
