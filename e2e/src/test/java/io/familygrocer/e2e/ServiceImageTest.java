package io.familygrocer.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.TarImage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The description of an image and its list of libraries, of a service that is small enough to be written here. */
class ServiceImageTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String MAVENS = """
            {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
             "metadata": {"component": {"bom-ref": "us", "name": "gateway"}},
             "components": [
               {"type": "library", "bom-ref": "a", "name": "known", "version": "1", "purl": "pkg:maven/org.a/known@1?type=jar",
                "licenses": [{"license": {"id": "MIT"}}], "hashes": [{"alg": "SHA-256", "content": "of-another-file"}]},
               {"type": "library", "bom-ref": "b", "name": "left-out", "version": "1",
                "purl": "pkg:maven/org.a/left-out@1?type=jar"}],
             "dependencies": [{"ref": "us", "dependsOn": ["a", "b"]}, {"ref": "a", "dependsOn": []},
                              {"ref": "b", "dependsOn": []}]}
            """;

    @TempDir
    private Path folder;

    private Path module;
    private ServiceImage image;

    @BeforeEach
    void build() throws IOException {
        module = folder.resolve("gateway");
        write("target/bom.json", MAVENS);
        write("target/quarkus-app/quarkus-run.jar", "starts");
        write("target/quarkus-app/app/gateway-1.jar", "is ours");
        write("target/quarkus-app/lib/boot/org.a.known-1.jar", "is known");
        write("target/quarkus-app/lib/main/org.a.added-2-linux.jar", "is added by Quarkus");
        write("target/quarkus-app/lib/main/io.familygrocer.platform-web-1.jar", "is of the platform");
        write("target/quarkus-app/grocer.aot", "is of another Java");
        write(
                "target/quarkus-app/quarkus-app-dependencies.txt",
                "org.a:known::jar:1\norg.a:added:linux:jar:2\nio.familygrocer:platform-web::jar:1\norg.a:gone::jar:1\n");
        write(
                "src/main/resources/application.properties",
                "quarkus.http.port=8080\nquarkus.management.port=9000\nx=y\n");
        image = new ServiceImage(Service.GATEWAY, module, "1");
    }

    @Test
    void theSameFilesAreTheSameImageWheneverTheyWereWritten() throws Exception {
        image.list(List.of());
        var first = make(null);
        try (Stream<Path> files = Files.walk(module)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-02-02T02:02:02Z")));
            }
        }
        image.list(List.of());

        assertThat(make(null).getDigest()).isEqualTo(first.getDigest());
        assertThat(make(module.resolve("target/quarkus-app/grocer.aot")).getDigest())
                .isNotEqualTo(first.getDigest());
    }

    @Test
    void runsAsAUserWithoutPrivilegesAndOnlyWithACacheOfItsOwn() throws Exception {
        image.list(List.of());
        make(null);
        var plain = ImageRoot.unpack(folder.resolve("image.tar"), folder.resolve("plain"));
        make(module.resolve("target/quarkus-app/grocer.aot"));
        var cached = ImageRoot.unpack(folder.resolve("image.tar"), folder.resolve("cached"));

        assertThat(plain.config().get("User").asText()).isEqualTo("10001:10001");
        assertThat(plain.config().get("ExposedPorts").has("8080/tcp")).isTrue();
        assertThat(plain.config().get("ExposedPorts").has("9000/tcp")).isTrue();
        assertThat(plain.config().get("Entrypoint").toString()).doesNotContain("AOTCache");
        assertThat(plain.root().resolve("work/grocer.aot")).doesNotExist();
        assertThat(plain.root().resolve("work/app/gateway-1.jar")).hasContent("is ours");
        assertThat(cached.config().get("Entrypoint").toString()).contains("-XX:AOTCache=app.aot");
        assertThat(cached.root().resolve("work/app.aot")).hasContent("is of another Java");
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void theChartsTakeTheseImagesAsTheirUser(Service service) throws IOException {
        Path charts = GrocerStack.projectRoot().resolve("helm");
        String user = ServiceImage.USER.split(":")[0];

        assertThat(charts.resolve("charts/%s/values.yaml".formatted(service.module())))
                .content()
                .contains("repository: family-grocer/" + service.module() + "\n");
        assertThat(charts.resolve("library/templates/_deployment.tpl"))
                .content()
                .contains("\"grocer.podSecurity\" (dict \"user\" %s)".formatted(user));
    }

    @Test
    void theListNamesTheFilesThatAreThereAndNothingElse() throws Exception {
        image.list(List.of("pkg:deb/debian/libc6@2.36?arch=amd64"));

        JsonNode list = JSON.readTree(module.resolve("target/sbom.cdx.json").toFile());

        assertThat(list.get("components").findValuesAsText("purl"))
                .containsExactlyInAnyOrder(
                        "pkg:maven/org.a/known@1?type=jar",
                        "pkg:maven/org.a/added@2?classifier=linux&type=jar",
                        "pkg:maven/io.familygrocer/platform-web@1?type=jar",
                        "pkg:deb/debian/libc6@2.36?arch=amd64");
        assertThat(list.at("/components/0/licenses/0/license/id").asText()).isEqualTo("MIT");
        assertThat(list.at("/components/0/hashes/0/content").asText())
                .isEqualTo(Sbom.sha256(module.resolve("target/quarkus-app/lib/boot/org.a.known-1.jar")));
        assertThat(list.at("/dependencies/0/dependsOn").toString()).isEqualTo("[\"a\"]");
        assertThat(list.get("dependencies")).hasSize(2);
    }

    @Test
    void aLibraryThatNothingNamesIsRefused() throws IOException {
        write("target/quarkus-app/lib/main/from-nowhere.jar", "?");

        assertThatThrownBy(() -> image.list(List.of()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("from-nowhere.jar");
    }

    @Test
    void withoutMavensListItSaysWhatToDo() throws IOException {
        Files.delete(module.resolve("target/bom.json"));

        assertThatThrownBy(() -> image.list(List.of()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("./grocer images");
    }

    private JibContainer make(Path cache) throws Exception {
        return image.on(Jib.fromScratch(), cache)
                .containerize(Containerizer.to(
                                TarImage.at(folder.resolve("image.tar")).named("family-grocer/gateway"))
                        .setBaseImageLayersCache(folder.resolve("cache"))
                        .setApplicationLayersCache(folder.resolve("cache")));
    }

    private void write(String file, String content) throws IOException {
        Path path = module.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
