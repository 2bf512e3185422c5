package io.familygrocer.platform.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * Gives the schemas of a service's OpenAPI document their examples, when it is built: those of {@code
 * openapi/examples.json} on the service's class path, an object of examples by the name of their schema. A page needs
 * none, as it is made of one of its items. A service without the file has no examples.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class OpenApiExamples implements OASFilter {

    private static final String FILE = "openapi/examples.json";

    /** Adds the examples; an example of a schema that is not there fails the build. */
    @Override
    public void filterOpenAPI(OpenAPI document) {
        var schemas = document.getComponents() == null
                ? Map.<String, Schema>of()
                : document.getComponents().getSchemas();
        var examples = read();
        examples.forEach((name, example) -> {
            if (!schemas.containsKey(name)) {
                throw new IllegalStateException("%s has an example of %s, which is no schema".formatted(FILE, name));
            }
            schemas.get(name).setExamples(List.of(example));
        });
        schemas.forEach((name, schema) -> {
            if (name.startsWith("Page") && !examples.containsKey(name)) {
                page(schema, examples);
            }
        });
    }

    private static void page(Schema page, Map<String, Object> examples) {
        var items = page.getProperties() == null ? null : page.getProperties().get("items");
        if (items == null || items.getItems() == null || items.getItems().getRef() == null) {
            return;
        }
        String ref = items.getItems().getRef();
        Object item = examples.get(ref.substring(ref.lastIndexOf('/') + 1));
        if (item != null) {
            page.setExamples(List.of(Map.of("items", List.of(item))));
        }
    }

    private static Map<String, Object> read() {
        try (var file = Thread.currentThread().getContextClassLoader().getResourceAsStream(FILE)) {
            return file == null ? Map.of() : new ObjectMapper().readValue(file, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
