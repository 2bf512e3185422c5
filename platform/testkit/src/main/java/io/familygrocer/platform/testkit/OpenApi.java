package io.familygrocer.platform.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import static org.assertj.core.api.Assertions.assertThat;

/** The committed {@code openapi.yaml} of a service against what its code says. */
public final class OpenApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private OpenApi() {}

    /** Asserts that they are the same; the message says how to make them so. */
    public static void assertNoDrift() {
        try {
            Path built = Path.of("target/openapi/openapi.yaml");
            Path committed = Path.of("openapi.yaml");
            assertThat(committed).as("committed description of the API").exists();
            assertThat(Files.readString(committed))
                    .as(
                            "openapi.yaml is not what the code says: look at the difference, then cp %s %s",
                            built, committed)
                    .isEqualTo(Files.readString(built));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Asserts that the schema of each JSON body that is asked for, or answered with 200 or 201, has an example, and that
     * it fits. A body that is no document of its own (a {@code string}) needs none.
     */
    public static void assertExamples() {
        var document = read();
        var schemas = document.path("components").path("schemas");
        var missing = new TreeSet<String>();
        for (String name : bodies(document)) {
            var example = schemas.path(name).path("examples").path(0);
            if (example.isMissingNode()) {
                missing.add(name);
                continue;
            }
            var schema = JSON.createObjectNode().put("$ref", "#/components/schemas/" + name);
            schema.set("components", document.get("components"));
            assertThat(SCHEMAS.getSchema(schema.toString(), InputFormat.JSON)
                            .validate(example.toString(), InputFormat.JSON))
                    .as("openapi/examples.json, %s: %s", name, example)
                    .isEmpty();
        }
        assertThat(missing)
                .as("schemas without an example in openapi/examples.json")
                .isEmpty();
    }

    private static Set<String> bodies(JsonNode document) {
        var names = new TreeSet<String>();
        for (var path : document.path("paths")) {
            for (var operation : path) {
                note(names, operation.path("requestBody"));
                note(names, operation.path("responses").path("200"));
                note(names, operation.path("responses").path("201"));
            }
        }
        assertThat(names).isNotEmpty();
        return names;
    }

    private static void note(Set<String> names, JsonNode body) {
        for (var content : body.path("content").properties()) {
            String ref = content.getValue().path("schema").path("$ref").asText();
            if (content.getKey().endsWith("json") && !ref.isEmpty()) {
                names.add(ref.substring(ref.lastIndexOf('/') + 1));
            }
        }
    }

    private static JsonNode read() {
        try {
            return JSON.readTree(Path.of("target/openapi/openapi.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
