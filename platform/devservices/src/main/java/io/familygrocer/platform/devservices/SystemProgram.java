package io.familygrocer.platform.devservices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program that no Maven artifact carries: the system's, or, on Debian and what descends from it, that of a package which
 * is fetched by apt and unpacked for this user. Nothing is installed, and no privileges are needed.
 *
 * @param executable its file
 * @param environment what it must be started with
 */
public record SystemProgram(Path executable, Map<String, String> environment) {

    private static final List<Path> FOLDERS =
            List.of(Path.of("/usr/sbin"), Path.of("/usr/local/sbin"), Path.of("/usr/local/bin"), Path.of("/usr/bin"));

    /** PgBouncer, with what it is linked to. */
    public static SystemProgram pgbouncer() {
        return find("pgbouncer", List.of("pgbouncer", "libevent-2.1-7", "libc-ares2"));
    }

    /** Redis' command line; the same package has the server, see {@link #redisServer()}. */
    public static SystemProgram redisCli() {
        return find("redis-cli", List.of("redis-tools", "libjemalloc2", "liblzf1"));
    }

    /** Redis of the system; in Debian's package of tools it has another name. */
    public static SystemProgram redisServer() {
        var cli = redisCli();
        Path server = cli.executable().resolveSibling("redis-server");
        if (Files.isExecutable(server)) {
            return new SystemProgram(server, cli.environment());
        }
        try {
            Files.createSymbolicLink(server, server.resolveSibling("redis-check-rdb"));
            return new SystemProgram(server, cli.environment());
        } catch (IOException e) {
            throw new UncheckedIOException("there is redis-cli and no redis-server: install your system's redis", e);
        }
    }

    /** The reverse proxy that benchmarks measure beside. */
    public static SystemProgram nginx() {
        return find("nginx", List.of("nginx"));
    }

    /** The generator of load. */
    public static SystemProgram wrk() {
        return find("wrk", List.of("wrk", "libluajit-5.1-2"));
    }

    /** Prometheus' tool, which evaluates rules. */
    public static SystemProgram promtool() {
        return find("promtool", List.of("prometheus"));
    }

    private static synchronized SystemProgram find(String name, List<String> packages) {
        for (Path folder : FOLDERS) {
            if (Files.isExecutable(folder.resolve(name))) {
                return new SystemProgram(folder.resolve(name), Map.of());
            }
        }
        Path root = UserFolders.cache().resolve("debian-" + packages.getFirst());
        if (Files.notExists(root)) {
            fetch(name, packages, root);
        }
        return unpacked(name, root);
    }

    private static SystemProgram unpacked(String name, Path root) {
        try (var files = Files.walk(root)) {
            var found = files.toList();
            Path program = found.stream()
                    .filter(file -> file.endsWith("bin/" + name) || file.endsWith("sbin/" + name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(root + " has no " + name + ": remove it, try again"));
            var libraries = found.stream()
                    .filter(file -> file.toString().matches(".*/usr/lib/[^/]+-linux-gnu"))
                    .map(Path::toString)
                    .toList();
            return new SystemProgram(program, Map.of("LD_LIBRARY_PATH", String.join(":", libraries)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fetch(String name, List<String> packages, Path root) {
        try {
            DebianPackages.unpack(packages, root);
        } catch (IOException e) {
            throw new UncheckedIOException(missing(name), e);
        }
    }

    private static String missing(String name) {
        return "There is no %s here, and apt did not bring it: install it with your system's package manager"
                .formatted(name);
    }
}
