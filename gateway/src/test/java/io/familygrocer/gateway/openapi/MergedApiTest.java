package io.familygrocer.gateway.openapi;

import java.util.List;
import java.util.function.Predicate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MergedApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void hasThePathsOfAllThatLeadToTheirService() {
        var merged = merge(
                part("a", """
                        {"openapi": "3.1.0", "paths": {"/api/a": {"get": {"summary": "of a"}}, "/q/inner": {"get": {}}}}
                        """, path -> path.startsWith("/api/a")), part("b", """
                        {"openapi": "3.1.0", "paths": {"/api/a": {"get": {"summary": "of b"}}, "/api/b": {"put": {}}}}
                        """, path -> path.startsWith("/api/b")));

        assertThat(merged.path("paths").properties())
                .extracting(path -> path.getKey())
                .containsExactly("/api/a", "/api/b");
        assertThat(merged.at("/paths/~1api~1a/get/summary").asText()).isEqualTo("of a");
        assertThat(merged.path("info").path("title").asText()).isEqualTo("All");
        assertThat(merged.path("info").path("version").asText()).isEqualTo("1");
    }

    @Test
    void whatIsTheSameIsThereOnce() {
        var document = """
                {"openapi": "3.1.0",
                 "tags": [{"name": "things"}],
                 "paths": {"/api/%s": {"get": {"responses": {"200": {"$ref": "#/components/responses/Ok"}}}}},
                 "components": {
                   "responses": {"Ok": {"description": "ok"}},
                   "schemas": {"Id": {"type": "string"}}}}
                """;

        var merged = merge(part("a", document.formatted("a")), part("b", document.formatted("b")));

        assertThat(merged.at("/components/schemas").size()).isEqualTo(1);
        assertThat(merged.at("/paths/~1api~1b/get/responses/200/$ref").asText()).isEqualTo("#/components/responses/Ok");
        assertThat(merged.path("tags").size()).isEqualTo(1);
    }

    @Test
    void whatClashesGetsTheNameOfItsServiceAndEveryReferenceFollows() {
        var first = part("a", """
                {"openapi": "3.1.0", "paths": {}, "components": {"schemas": {
                  "Item": {"type": "string"},
                  "Box": {"properties": {"item": {"$ref": "#/components/schemas/Item"}}}}}}
                """);
        var second = part("b", """
                {"openapi": "3.1.0",
                 "paths": {"/api/b": {"get": {"parameters": [{"schema": {"$ref": "#/components/schemas/Box"}}]}}},
                 "components": {"schemas": {
                  "Item": {"type": "integer"},
                  "Box": {"properties": {"item": {"$ref": "#/components/schemas/Item"}}},
                  "Other": {"discriminator": {"mapping": {"item": "#/components/schemas/Item"}}}}}}
                """);

        var merged = merge(first, second);

        var schemas = merged.at("/components/schemas");
        assertThat(schemas.properties())
                .extracting(schema -> schema.getKey())
                .containsExactlyInAnyOrder("Item", "Box", "b_Item", "b_Box", "Other");
        assertThat(schemas.at("/Item/type").asText()).isEqualTo("string");
        assertThat(schemas.at("/b_Item/type").asText()).isEqualTo("integer");
        assertThat(schemas.at("/Box/properties/item/$ref").asText()).isEqualTo("#/components/schemas/Item");
        assertThat(schemas.at("/b_Box/properties/item/$ref").asText()).isEqualTo("#/components/schemas/b_Item");
        assertThat(schemas.at("/Other/discriminator/mapping/item").asText()).isEqualTo("#/components/schemas/b_Item");
        assertThat(merged.at("/paths/~1api~1b/get/parameters/0/schema/$ref").asText())
                .isEqualTo("#/components/schemas/b_Box");
    }

    @Test
    void securityStaysWithWhoeverAsksForIt() {
        var merged = merge(part("a", """
                        {"openapi": "3.1.0", "security": [{"Scheme": []}],
                         "paths": {"/api/a": {"get": {}, "put": {"security": []}}},
                         "components": {"securitySchemes": {"Scheme": {"type": "http", "scheme": "bearer"}}}}
                        """), part("b", """
                        {"openapi": "3.1.0",
                         "paths": {"/api/b": {"get": {}, "put": {"security": [{"Scheme": []}]}}},
                         "components": {"securitySchemes": {"Scheme": {"type": "http", "scheme": "basic"}}}}
                        """));

        assertThat(merged.at("/paths/~1api~1a/get/security").toString()).isEqualTo("[{\"Scheme\":[]}]");
        assertThat(merged.at("/paths/~1api~1a/put/security").toString()).isEqualTo("[]");
        assertThat(merged.at("/paths/~1api~1b/get").has("security")).isFalse();
        assertThat(merged.at("/paths/~1api~1b/put/security").toString()).isEqualTo("[{\"b_Scheme\":[]}]");
        assertThat(merged.has("security")).isFalse();
    }

    @Test
    void operationsKeepIdsOfTheirOwn() {
        var document = "{\"openapi\": \"3.1.0\", \"paths\": {\"/api/%s\": {\"get\": {\"operationId\": \"all\"}}}}";

        var merged = merge(part("a", document.formatted("a")), part("b", document.formatted("b")));

        assertThat(merged.at("/paths/~1api~1a/get/operationId").asText()).isEqualTo("all");
        assertThat(merged.at("/paths/~1api~1b/get/operationId").asText()).isEqualTo("b_all");
    }

    @Test
    void saysWhoIsMissing() {
        var merged = merge(
                new ApiPart("a", ApiPart.State.MISSING, null, path -> true),
                new ApiPart("b", ApiPart.State.LAST_KNOWN, read("{\"openapi\": \"3.1.0\"}"), path -> true));

        assertThat(merged.path("x-services").toString())
                .isEqualTo("[{\"name\":\"a\",\"document\":\"missing\"},{\"name\":\"b\",\"document\":\"last-known\"}]");
    }

    @Test
    void leavesWhatItReadsAsItIs() {
        var document = read("{\"openapi\": \"3.1.0\", \"paths\": {\"/api/a\": {\"get\": {\"operationId\": \"all\"}}}}");
        var before = document.deepCopy();

        merge(
                new ApiPart("a", ApiPart.State.CURRENT, document, path -> true),
                new ApiPart("b", ApiPart.State.CURRENT, document, path -> true));

        assertThat(document).isEqualTo(before);
    }

    @Test
    void prefersYamlOnlyWhereTheClientDoes() {
        assertThat(ApiPage.prefersYaml("")).isFalse();
        assertThat(ApiPage.prefersYaml("*/*")).isFalse();
        assertThat(ApiPage.prefersYaml("application/json")).isFalse();
        assertThat(ApiPage.prefersYaml("application/yaml")).isTrue();
        assertThat(ApiPage.prefersYaml("text/yaml, */*;q=0.1")).isTrue();
        assertThat(ApiPage.prefersYaml("application/yaml;q=0.5, application/json"))
                .isFalse();
        assertThat(ApiPage.prefersYaml("application/yaml;q=0")).isFalse();
        assertThat(ApiPage.prefersYaml("application/yaml;q=x")).isFalse();
        assertThat(ApiPage.prefersYaml("application/json;q=0.5, application/vnd.oai.openapi+yaml"))
                .isTrue();
    }

    private static ObjectNode merge(ApiPart... parts) {
        return MergedApi.of("All", "1", List.of(parts));
    }

    private static ApiPart part(String service, String document) {
        return part(service, document, path -> true);
    }

    private static ApiPart part(String service, String document, Predicate<String> routed) {
        return new ApiPart(service, ApiPart.State.CURRENT, read(document), routed);
    }

    private static ObjectNode read(String document) {
        try {
            return (ObjectNode) JSON.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
