package io.familygrocer.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A native program has the files that are named to it only; a service that reads another one by its name breaks there. */
class NativeResourcesTest {

    /** What Quarkus and its extensions take along by themselves, or read when they build. */
    private static final String BY_THEMSELVES = "application\\.properties|META-INF/.*|db/.*|templates/.*|openapi/.*";

    @ParameterizedTest
    @EnumSource(Service.class)
    void everyFileOfAServiceIsNamed(Service service) throws IOException {
        Path resources = GrocerStack.projectRoot().resolve(service.module()).resolve("src/main/resources");
        var properties = new Properties();
        try (InputStream source = Files.newInputStream(resources.resolve("application.properties"))) {
            properties.load(source);
        }
        var named = Stream.of(properties
                        .getProperty("quarkus.native.resources.includes", "")
                        .split(","))
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob.strip()))
                .toList();

        try (Stream<Path> files = Files.walk(resources)) {
            assertThat(files.filter(Files::isRegularFile).map(resources::relativize))
                    .isNotEmpty()
                    .allMatch(file -> file.toString().matches(BY_THEMSELVES)
                            || named.stream().anyMatch(glob -> glob.matches(file)));
        }
    }
}
