package io.familygrocer.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;

import io.familygrocer.platform.devservices.DebianPackages;
import io.familygrocer.platform.devservices.EmbeddedPostgres;

/**
 * What a service's image stands on where no registry is reached: Debian's C and C++ libraries and the Java runtime of
 * this process, made smaller by jlink. There is no shell, no package manager and no other program in it.
 */
final class BaseImage {

    /** The runtime's folder in the image. */
    static final String JAVA = "/opt/java";

    private static final List<String> PACKAGES = List.of("base-files", "libc6", "libgcc-s1", "libstdc++6");

    /** Not those that compile, debug or show windows. Pictures are read by {@code java.desktop}. */
    private static final List<String> MODULES = List.of(
            "java.se",
            "jdk.charsets",
            "jdk.crypto.cryptoki",
            "jdk.jfr",
            "jdk.localedata",
            "jdk.management",
            "jdk.naming.dns",
            "jdk.net",
            "jdk.security.auth",
            "jdk.unsupported",
            "jdk.zipfs");

    private static final FilePermissions PROGRAM = FilePermissions.fromOctalString("755");

    private final Path debian;
    private final Path runtime;

    private BaseImage(Path debian, Path runtime) {
        this.debian = debian;
        this.runtime = runtime;
    }

    /**
     * Brings its parts into a folder.
     *
     * @param folder is made anew
     * @throws StartException where the system has no apt, or the Java runtime no jlink
     */
    static BaseImage make(Path folder) throws IOException {
        if (Files.exists(folder)) {
            EmbeddedPostgres.deleteTree(folder);
        }
        Files.createDirectories(folder);
        Path debian = folder.resolve("debian");
        try {
            DebianPackages.unpack(PACKAGES, debian);
        } catch (IOException e) {
            throw new StartException(
                    "The base of the images comes of Debian's packages, and apt did not bring them: name"
                            + " an image with Java %d instead (--base).\n%s"
                                    .formatted(Runtime.version().feature(), e.getMessage()));
        }
        EmbeddedPostgres.deleteTree(debian.resolve("usr/share/doc"));
        EmbeddedPostgres.deleteTree(debian.resolve("usr/share/lintian"));
        users(debian);
        return new BaseImage(debian, link(folder.resolve("runtime")));
    }

    private static void users(Path root) throws IOException {
        Path etc = Files.createDirectories(root.resolve("etc"));
        String id = ServiceImage.USER.split(":")[0];
        Files.writeString(
                etc.resolve("passwd"),
                "root:x:0:0:root:/nonexistent:/nonexistent\ngrocer:x:%s:%s::/tmp:/nonexistent\n".formatted(id, id));
        Files.writeString(etc.resolve("group"), "root:x:0:\ngrocer:x:%s:\n".formatted(id));
        Files.writeString(etc.resolve("nsswitch.conf"), "hosts: files dns\n");
    }

    private static Path link(Path runtime) throws IOException {
        Path log = runtime.resolveSibling("jlink.log");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jlink").toString(),
                        "--add-modules",
                        String.join(",", MODULES),
                        "--strip-debug",
                        "--no-man-pages",
                        "--no-header-files",
                        "--output",
                        runtime.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(300, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new StartException("jlink made no Java runtime:\n" + Files.readString(log));
            }
            return runtime;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** An image of it, for a service to be added. */
    JibContainerBuilder describe() throws IOException {
        var libraries = FileEntriesLayer.builder().setName("debian");
        add(libraries, debian, "/");
        var java = FileEntriesLayer.builder().setName("java");
        add(java, runtime, JAVA);
        return Jib.fromScratch()
                .addFileEntriesLayer(libraries.build())
                .addFileEntriesLayer(java.build())
                .addEnvironmentVariable("PATH", JAVA + "/bin")
                .addEnvironmentVariable("LANG", "C.UTF-8");
    }

    /** What is in it, by package URL. */
    List<String> contents() throws IOException {
        var urls = new ArrayList<String>();
        for (String name : PACKAGES) {
            var control = new Properties();
            try (var lines = Files.newBufferedReader(
                    debian.resolve(DebianPackages.STATUS).resolve(name))) {
                control.load(lines);
            }
            urls.add("pkg:deb/debian/%s@%s?arch=%s"
                    .formatted(name, control.getProperty("Version"), control.getProperty("Architecture")));
        }
        urls.add("pkg:generic/%s@%s"
                .formatted(
                        System.getProperty("java.vendor")
                                        .toLowerCase(Locale.ROOT)
                                        .replaceAll("[^a-z0-9]+", "-") + "-jre",
                        Runtime.version().toString().replace("+", "%2B")));
        return urls;
    }

    /** Links become what they point at: Jib knows no links, and a link to the root would be one to ours. */
    private static void add(FileEntriesLayer.Builder layer, Path root, String target) throws IOException {
        try (var files = Files.walk(root)) {
            for (Path file : files.sorted().toList()) {
                Path real = resolve(root, file);
                if (Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
                    layer.addEntry(
                            real,
                            AbsoluteUnixPath.get(target).resolve(root.relativize(file)),
                            Files.isExecutable(real) ? PROGRAM : FilePermissions.DEFAULT_FILE_PERMISSIONS);
                }
            }
        }
    }

    private static Path resolve(Path root, Path file) throws IOException {
        if (!Files.isSymbolicLink(file)) {
            return file;
        }
        Path target = Files.readSymbolicLink(file);
        Path absolute = target.isAbsolute()
                ? root.resolve(Path.of("/").relativize(target))
                : file.resolveSibling(target).normalize();
        return resolve(root, absolute);
    }
}
