package io.familygrocer.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** An upgrade changes nothing that Kubernetes refuses to change. */
class UpgradeTest {

    private static final Path LOCK = Charts.SOURCE.resolve("src/test/resources/immutable-1.yaml");

    @Test
    void whatIsImmutableIsAsVersionOneHadIt() throws IOException {
        var now = new TreeMap<String, Object>();
        for (String example : Matrix.EXAMPLES) {
            now.put(example, immutable(Charts.example(example)));
        }
        if (Boolean.getBoolean("grocer.write") && !Files.exists(LOCK)) {
            Charts.YAML.writeValue(LOCK.toFile(), now);
        }
        var released = Charts.YAML.readTree(LOCK.toFile());
        var rendered = Charts.YAML.readTree(Charts.YAML.writeValueAsString(now));
        for (var example : released.properties()) {
            for (var object : example.getValue().properties()) {
                var today = rendered.get(example.getKey()).get(object.getKey());
                // What is gone may go; what is still there must be as it was.
                if (today != null) {
                    assertThat(today)
                            .as(
                                    "%s of %s can't be upgraded from version 1 of the charts",
                                    object.getKey(), example.getKey())
                            .isEqualTo(object.getValue());
                }
            }
            assertThat(rendered.get(example.getKey()).properties()).isNotEmpty();
        }
    }

    @Test
    void anImmutableChangeIsFound() {
        var sound = Charts.example("production");
        var changed = sound.change(
                "StatefulSet", "grocer-redis", it -> ((ObjectNode) it.at("/spec")).put("serviceName", "other"));

        assertThat(immutable(changed)).isNotEqualTo(immutable(sound));
        assertThat(immutable(sound.change(
                        "Deployment",
                        "grocer-list-service",
                        it -> ((ObjectNode) it.at("/spec/selector/matchLabels"))
                                .put("app.kubernetes.io/version", "1"))))
                .isNotEqualTo(immutable(sound));
    }

    /** A new version of a chart, as a release makes it: only the numbers are others. */
    @ParameterizedTest
    @ValueSource(strings = {"list-service", "gateway"})
    void aNewVersionIsARollOutAndNoNewDeployment(String service) throws IOException {
        var before = Charts.render(service, service, Matrix.alone(service));
        Path copy = Charts.SOURCE.resolve("target/next/" + service);
        copy(Charts.built(service), copy);
        Path about = copy.resolve("Chart.yaml");
        Files.writeString(
                about,
                Files.readString(about)
                        .replace("\nversion: 1.0.0\n", "\nversion: 1.1.0\n")
                        .replace("appVersion: 1.0.0-SNAPSHOT", "appVersion: 1.1.0"));

        var after = Charts.render(copy, service, Matrix.alone(service));

        assertThat(image(after, service)).endsWith(":1.1.0").isNotEqualTo(image(before, service));
        assertThat(immutable(after)).isEqualTo(immutable(before));
    }

    @Test
    void aChangedConfigurationRolls() {
        var before = Charts.render("list-service", "list-service", Matrix.alone("list-service"));
        var after = Charts.render(
                "list-service",
                "list-service",
                Matrix.merge(
                        Matrix.alone("list-service"), Matrix.of("config", Map.of("GROCER_LIST_MAX_ITEMS", "1000"))));

        assertThat(checksum(after)).isNotEqualTo(checksum(before));
        assertThat(checksum(before))
                .isEqualTo(checksum(Charts.render("list-service", "list-service", Matrix.alone("list-service"))));
    }

    private static String checksum(Rendered rendered) {
        return rendered.get(Deployment.class, "list-service")
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations()
                .get("checksum/config");
    }

    private static String image(Rendered rendered, String service) {
        return rendered.get(Deployment.class, service)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage();
    }

    /** What the API refuses to change of an object; a hook is made anew each time. */
    private static Map<String, Object> immutable(Rendered rendered) {
        var fields = new TreeMap<String, Object>();
        for (var thing : rendered.things()) {
            if (thing.json().at("/metadata/annotations").has(Charts.HOOK)) {
                continue;
            }
            var spec = thing.json().get("spec");
            switch (thing.kind()) {
                case "Deployment" -> fields.put(thing.toString(), spec.get("selector"));
                case "StatefulSet" -> fields.put(thing.toString(), statefulSet(spec));
                case "Service" ->
                    fields.put(thing.toString(), spec.path("clusterIP").asText("given"));
                case "Job" -> fields.put(thing.toString(), spec.get("template"));
                case "KafkaTopic" -> fields.put(thing.toString(), spec.get("topicName"));
                default -> {}
            }
        }
        return fields;
    }

    private static Map<String, JsonNode> statefulSet(JsonNode spec) {
        var fields = new TreeMap<String, JsonNode>();
        for (String field : new String[] {"selector", "serviceName", "podManagementPolicy", "volumeClaimTemplates"}) {
            if (spec.has(field)) {
                fields.put(field, spec.get(field));
            }
        }
        return fields;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
