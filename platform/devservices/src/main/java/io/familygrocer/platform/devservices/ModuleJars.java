package io.familygrocer.platform.devservices;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The jars of servers that run in a JVM of their own; they come from the local Maven repository. */
final class ModuleJars {

    private ModuleJars() {}

    /**
     * The class path of a server.
     *
     * @param module of platform/, which names the jars relative to the local repository: {@code kafka-broker}
     */
    static String classPath(String module) {
        try (InputStream resource = ModuleJars.class.getResourceAsStream("/META-INF/%s.classpath".formatted(module))) {
            String relative = new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
            Path repository = localRepository();
            return Arrays.stream(relative.split(";"))
                    .map(jar -> repository.resolve(jar.replace("@localRepository@/", "")))
                    .peek(jar -> requireThere(module, jar))
                    .map(Path::toString)
                    .collect(Collectors.joining(":"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireThere(String module, Path jar) {
        if (!Files.exists(jar)) {
            throw new IllegalStateException(
                    "The jar %s is missing: build platform/%s, which brings it, or name the local repository by -Dmaven.repo.local"
                            .formatted(jar, module));
        }
    }

    private static Path localRepository() {
        String given = System.getProperty("maven.repo.local");
        return given == null || given.isBlank()
                ? Path.of(System.getProperty("user.home"), ".m2", "repository")
                : Path.of(given);
    }
}
