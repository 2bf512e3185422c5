package io.familygrocer.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.familygrocer.platform.devservices.EmbeddedPostgres;

/**
 * An image that is unpacked into a folder, and runs there as in a container that has nothing but its files:
 * read-only, as its user, with a folder of its own as {@code /tmp}. That takes Linux, and privileges or user
 * namespaces.
 *
 * @param root the files of the image
 * @param tmp what it sees as {@code /tmp}
 * @param config what it says of itself, as of the OCI image specification
 */
record ImageRoot(Path root, Path tmp, JsonNode config) {

    /** As the charts' {@code javaOptions}, but for the heap. */
    private static final String MEMORY =
            "-XX:+UseSerialGC -XX:MaxDirectMemorySize=64m -XX:+ExitOnOutOfMemoryError -Xmx";

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Unpacks an image.
     *
     * @param archive as {@code docker save} writes it
     * @param home the folder to unpack into; made anew
     */
    static ImageRoot unpack(Path archive, Path home) throws IOException {
        if (Files.exists(home)) {
            EmbeddedPostgres.deleteTree(home);
        }
        Path parts = Files.createDirectories(home.resolve("parts"));
        Path root = Files.createDirectories(home.resolve("root"));
        run(List.of("tar", "-xf", archive.toString(), "-C", parts.toString()));
        JsonNode manifest =
                JSON.readTree(parts.resolve("manifest.json").toFile()).get(0);
        JsonNode config =
                JSON.readTree(parts.resolve(manifest.get("Config").asText()).toFile());
        for (JsonNode layer : manifest.get("Layers")) {
            run(List.of(
                    "tar",
                    "--warning=no-unknown-keyword",
                    "-xpzf",
                    parts.resolve(layer.asText()).toString(),
                    "--numeric-owner",
                    "-C",
                    root.toString()));
        }
        EmbeddedPostgres.deleteTree(parts);
        // What a runtime makes where an image has it not.
        for (String folder : List.of("tmp", "proc", "dev", "etc")) {
            Files.createDirectories(root.resolve(folder));
        }
        for (String file : List.of("etc/hosts", "etc/resolv.conf")) {
            if (Files.notExists(root.resolve(file))) {
                Files.createFile(root.resolve(file));
            }
        }
        return new ImageRoot(root, tmp(home), config.get("config"));
    }

    private static Path tmp(Path home) throws IOException {
        Path tmp = Files.createDirectories(home.resolve("tmp"));
        return Files.setPosixFilePermissions(tmp, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    /** Whether images can run here, and why not. */
    static String hindrance() {
        try {
            run(namespace("true"));
            return "";
        } catch (IOException e) {
            return "images can't run here, which takes Linux and privileges or user namespaces: " + e.getMessage();
        }
    }

    /**
     * How a service is started in it, with the memory that it has on one machine with the others.
     *
     * @param train whether it writes its cache to {@link #cache()} when it stops, instead of using one
     */
    ServiceProcess.Launch launch(Service service, boolean train) {
        var all = new HashMap<String, String>();
        String path = "";
        for (JsonNode variable : config.get("Env")) {
            String[] pair = variable.asText().split("=", 2);
            if (pair[0].equals("PATH")) {
                path = pair[1];
            } else {
                all.put(pair[0], pair[1]);
            }
        }
        all.put("JAVA_TOOL_OPTIONS", MEMORY + service.heap());
        // In a cluster a volume.
        all.put("GROCER_LIST_PHOTOS_DIRECTORY", "/tmp/photos");
        var line = new ArrayList<>(namespace("sh"));
        line.addAll(List.of(
                script().toString(),
                root.toString(),
                tmp.toString(),
                isRoot() ? config.get("User").asText() : "",
                config.get("WorkingDir").asText(),
                path));
        if (train) {
            line.addAll(ServiceImage.entrypoint(List.of("-XX:AOTCacheOutput=/tmp/" + ServiceImage.CACHE)));
        } else {
            config.get("Entrypoint").forEach(word -> line.add(word.asText()));
        }
        return new ServiceProcess.Launch(root, line, all);
    }

    /** Where a training run has written its cache. */
    Path cache() {
        return tmp.resolve(ServiceImage.CACHE);
    }

    private static List<String> namespace(String command) {
        return isRoot()
                ? List.of("unshare", "--mount", command)
                : List.of("unshare", "--user", "--map-root-user", "--mount", command);
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private Path script() {
        Path script = root.resolveSibling("in-image.sh");
        try (InputStream resource = ImageRoot.class.getResourceAsStream("in-image.sh")) {
            Files.copy(resource, script, StandardCopyOption.REPLACE_EXISTING);
            return script;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(List<String> command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream output = process.getInputStream()) {
            String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + ": " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
