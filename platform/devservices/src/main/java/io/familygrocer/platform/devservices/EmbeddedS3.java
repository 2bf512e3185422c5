package io.familygrocer.platform.devservices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An object store that speaks S3 and checks signatures, in a JVM of its own: S3Proxy, whose objects are in memory. */
public final class EmbeddedS3 {

    private EmbeddedS3() {}

    /**
     * Starts one, without a bucket.
     *
     * @param home its settings go to {@code <home>/s3}, its log to {@code <home>/log}
     */
    public static Running start(Path home, int port, String accessKey, String secretKey) {
        try {
            Path folder = Files.createDirectories(home.resolve("s3"));
            Path properties = folder.resolve("s3proxy.properties");
            Files.deleteIfExists(properties);
            Files.createFile(
                    properties, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(properties, """
                    s3proxy.endpoint=http://127.0.0.1:%d
                    s3proxy.authorization=aws-v2-or-v4
                    s3proxy.identity=%s
                    s3proxy.credential=%s
                    jclouds.provider=transient-nio2
                    """.formatted(port, accessKey, secretKey));
            var process = LeashedProcess.start("s3", home, "TERM", home, Map.of(), command(properties));
            process.waitUntil(() -> Ports.answers(port), Duration.ofSeconds(60));
            return new Running(process, URI.create("http://127.0.0.1:" + port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Path properties) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xms32m",
                "-Xmx192m",
                "-cp",
                ModuleJars.classPath("s3-server"),
                "org.gaul.s3proxy.Main",
                "--properties",
                properties.toString());
    }

    /** A server that runs. */
    public record Running(LeashedProcess process, URI endpoint) {}
}
