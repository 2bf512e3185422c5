package io.familygrocer.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What is in an image, as CycloneDX. Maven's list has the licences and who needs whom; but Quarkus adds libraries
 * that no POM names, leaves some out, and takes classes out of others. So the files themselves say what is listed,
 * and their hashes are those of these files.
 */
final class Sbom {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode document;
    private final Map<String, ObjectNode> known = new HashMap<>();
    private final List<ObjectNode> components = new ArrayList<>();

    private Sbom(ObjectNode document) {
        this.document = document;
        document.get("components")
                .forEach(component -> known.put(component.get("purl").asText(), (ObjectNode) component));
    }

    /**
     * Writes the list.
     *
     * @param maven the list that the CycloneDX plugin has made of the service's module
     * @param application the folder of its {@code quarkus-run.jar}
     * @param base what else is in the image, by package URL
     * @throws StartException where there is no list of Maven, or a library that nothing says the name of
     */
    static void write(Path maven, Path application, List<String> base, Path target) throws IOException {
        if (Files.notExists(maven)) {
            throw new StartException("There is no %s: run ./grocer images".formatted(maven));
        }
        var sbom = new Sbom((ObjectNode) JSON.readTree(maven.toFile()));
        sbom.libraries(application);
        base.forEach(url -> sbom.components.add(component(url)));
        sbom.finish();
        JSON.writerWithDefaultPrettyPrinter().writeValue(target.toFile(), sbom.document);
    }

    private void libraries(Path application) throws IOException {
        var names = new TreeMap<String, String>();
        for (String line : Files.readAllLines(application.resolve("quarkus-app-dependencies.txt"))) {
            String[] part = line.split(":", -1);
            String classifier = part[2].isEmpty() ? "" : "-" + part[2];
            names.put(
                    "%s.%s-%s%s.jar".formatted(part[0], part[1], part[4], classifier),
                    "pkg:maven/%s/%s@%s?%stype=jar"
                            .formatted(
                                    part[0], part[1], part[4], part[2].isEmpty() ? "" : "classifier=" + part[2] + "&"));
        }
        try (var files = Files.walk(application.resolve("lib"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String url = names.get(file.getFileName().toString());
                if (url == null) {
                    throw new StartException("Nothing says which library %s is".formatted(file));
                }
                var component = known.getOrDefault(url, component(url));
                component.putArray("hashes").addObject().put("alg", "SHA-256").put("content", sha256(file));
                components.add(component);
            }
        }
    }

    private static ObjectNode component(String url) {
        String[] path = url.substring(0, url.indexOf('@')).split("/");
        String version = url.substring(url.indexOf('@') + 1).split("\\?")[0];
        var component = JSON.createObjectNode().put("type", "library").put("bom-ref", url);
        if (path.length > 2) {
            component.put("group", path[path.length - 2]);
        }
        return component
                .put("name", path[path.length - 1])
                .put("version", version)
                .put("purl", url);
    }

    /** Without what is not there, also where it is needed. */
    private void finish() {
        document.putArray("components").addAll(components);
        var there = new HashSet<String>();
        components.forEach(component -> there.add(component.get("bom-ref").asText()));
        there.add(document.at("/metadata/component/bom-ref").asText());
        var dependencies = JSON.createArrayNode();
        for (JsonNode dependency : document.withArray("dependencies")) {
            if (there.contains(dependency.get("ref").asText())) {
                ((ObjectNode) dependency).set("dependsOn", only(there, dependency.path("dependsOn")));
                dependencies.add(dependency);
            }
        }
        document.set("dependencies", dependencies);
    }

    private static ArrayNode only(Set<String> there, JsonNode references) {
        var kept = JSON.createArrayNode();
        references.forEach(reference -> {
            if (there.contains(reference.asText())) {
                kept.add(reference);
            }
        });
        return kept;
    }

    /** Of a file, in hexadecimal digits. */
    static String sha256(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(content, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
