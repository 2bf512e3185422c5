package io.familygrocer.platform.devservices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import redis.embedded.core.ExecutableProvider;

/**
 * Redis from the binary of a Maven artifact, as a child process. It keeps nothing on disk: nothing authoritative is in
 * Redis, and a restart without its old entries is a case that must work anyway.
 */
public final class EmbeddedRedis {

    private EmbeddedRedis() {}

    /** Starts a server that forgets everything when it stops. */
    public static LeashedProcess start(Path home, int port) {
        try {
            var executable = executable();
            var process = LeashedProcess.start(
                    "redis",
                    home,
                    "TERM",
                    home,
                    Map.of(),
                    List.of(
                            executable.toString(),
                            "--port",
                            Integer.toString(port),
                            "--bind",
                            "127.0.0.1",
                            "--save",
                            "",
                            "--appendonly",
                            "no",
                            "--maxmemory",
                            "64mb",
                            "--maxmemory-policy",
                            "allkeys-lru"));
            process.waitUntil(() -> Ports.answers(port), Duration.ofSeconds(20));
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Unpacked once for each user: the library by itself leaves a copy behind at each start. */
    private static synchronized Path executable() throws IOException {
        Path target = UserFolders.cache().resolve("redis-server-6.2-" + System.getProperty("os.arch"));
        if (Files.notExists(target)) {
            Files.createDirectories(target.getParent());
            Path unpacked = ExecutableProvider.newJarResourceProvider(
                            target.getParent().toFile())
                    .get()
                    .toPath();
            Files.move(unpacked, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return target;
    }
}
