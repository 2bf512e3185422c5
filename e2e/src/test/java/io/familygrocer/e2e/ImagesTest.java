package io.familygrocer.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** The images that {@code ./grocer images} has made; {@code ./grocer images --check} runs this. */
@EnabledIfSystemProperty(named = "grocer.images", matches = "true", disabledReason = "./grocer images --check runs it")
class ImagesTest {

    @TempDir
    private static Path folder;

    private static final Map<Service, ImageRoot> IMAGES = new EnumMap<>(Service.class);

    @BeforeAll
    static void unpack() throws IOException {
        for (Service service : Service.values()) {
            Path archive = GrocerStack.projectRoot().resolve("target/images/%s.tar".formatted(service.module()));
            IMAGES.put(service, ImageRoot.unpack(archive, folder.resolve(service.module())));
        }
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void saysWhatTheChartsAskFor(Service service) throws IOException {
        JsonNode config = IMAGES.get(service).config();
        var ports = new TreeSet<String>();
        config.get("ExposedPorts").fieldNames().forEachRemaining(ports::add);

        assertThat(config.get("User").asText()).matches("[1-9][0-9]*:[1-9][0-9]*");
        assertThat(config.get("User").asText()).isEqualTo("10001:10001");
        assertThat(ports)
                .containsExactlyInAnyOrderElementsOf(ServiceImage.of(service).ports().stream()
                        .map(port -> port.getPort() + "/tcp")
                        .toList());
        assertThat(config.get("Entrypoint").get(0).asText()).isEqualTo("java");
        assertThat(config.at("/Labels/org.opencontainers.image.title").asText()).isEqualTo(service.module());
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void hasNothingThatItsUserMayChangeAndNoShell(Service service) throws IOException {
        Path root = IMAGES.get(service).root();

        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(it -> !it.equals(root)).toList()) {
                String name = root.relativize(file).toString();
                int mode = (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
                assertThat(mode & 06022)
                        .as("writable by others or set-id: %s", name)
                        .isZero();
                assertThat(name).doesNotMatch("(usr/)?s?bin/.*");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void listsWhatIsInIt(Service service) throws IOException {
        Path work = IMAGES.get(service).root().resolve("work");
        JsonNode list =
                new ObjectMapper().readTree(work.resolve(ServiceImage.SBOM).toFile());
        var listed = new TreeSet<String>();
        list.get("components")
                .forEach(component ->
                        listed.add(component.at("/hashes/0/content").asText()));
        listed.remove("");

        assertThat(list.get("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(listed).isEqualTo(hashes(work.resolve("lib")));
    }

    private static Set<String> hashes(Path folder) throws IOException {
        var hashes = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                hashes.add(Sbom.sha256(file));
            }
        }
        return hashes;
    }

    /** All five of them, on real servers, with the files of their images only. */
    @Test
    void startsReadOnlyAsItsUserWithItsCache() throws IOException {
        assumeThat(ImageRoot.hindrance()).isEmpty();

        try (var stack = GrocerStack.start(StackOptions.forTests(Map.of()).in(IMAGES))) {
            for (Service service : Service.values()) {
                Path process =
                        Path.of("/proc", Long.toString(stack.service(service).pid()));
                assertThat(Files.readAllLines(process.resolve("mountinfo")))
                        .as("the root of %s", service)
                        .anyMatch(mount -> mount.split(" ")[4].equals("/") && mount.split(" ")[5].startsWith("ro"));
                if (System.getProperty("user.name").equals("root")) {
                    assertThat(Files.readAllLines(process.resolve("status")))
                            .contains("Uid:\t10001\t10001\t10001\t10001", "CapEff:\t0000000000000000");
                }
                assertThat(Files.readAllLines(process.resolve("maps")))
                        .as("what is mapped by %s", service)
                        .anyMatch(line -> line.endsWith("/work/" + ServiceImage.CACHE));
            }
            var home = Household.make(stack.gateway(), "Images");
            assertThat(home.anna().api().get("/api/lists").toString()).contains("items");
        }
    }

    @Test
    void theBaseIsListedWithWhatItHasOfDebian() throws IOException {
        Path root = IMAGES.get(Service.GATEWAY).root();
        Path status = root.resolve("var/lib/dpkg/status.d");
        assumeThat(status).as("another base").exists();

        String list = Files.readString(root.resolve("work").resolve(ServiceImage.SBOM));

        try (Stream<Path> packages = Files.list(status)) {
            List<String> names =
                    packages.map(file -> file.getFileName().toString()).toList();
            assertThat(names).isNotEmpty().allMatch(name -> list.contains("pkg:deb/debian/%s@".formatted(name)));
        }
    }
}
