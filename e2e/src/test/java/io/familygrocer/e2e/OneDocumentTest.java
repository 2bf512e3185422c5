package io.familygrocer.e2e;

import java.time.Duration;
import java.util.Locale;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What all services can be asked for, in one document at the front door. */
class OneDocumentTest {
    private final GrocerStack stack = Stack.get();

    @Test
    void hasEveryOperationOfEveryService() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(document().get("x-services"))
                        .hasSize(4)
                        .allSatisfy(service ->
                                assertThat(service.get("document").asText()).isEqualTo("current")));

        var document = document();

        var operations = new TreeSet<String>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertThat(operations).containsAll(AccessMatrix.declared());
        assertReferences(document, document);
    }

    /** Each reference leads somewhere. */
    private static void assertReferences(JsonNode node, JsonNode document) {
        var reference = node.path("$ref").asText("");
        if (reference.startsWith("#/")) {
            assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        }
        node.forEach(child -> assertReferences(child, document));
    }

    private JsonNode document() {
        return new Api(stack.gateway()).get("/api/openapi");
    }
}
