package io.familygrocer.family.privacy;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An archive as it was read. Its sums are right, which says that it is whole and nothing about who made it.
 *
 * @param records by service, in order
 */
record Archive(ArchiveManifest manifest, Map<String, List<ObjectNode>> records) {

    /** The records of this service that are of a kind. */
    List<ObjectNode> own(String kind) {
        return records.getOrDefault("family-service", List.of()).stream()
                .filter(record -> kind.equals(record.path("kind").asText()))
                .toList();
    }

    /** A text of a record; null where it has none. */
    static String text(JsonNode record, String field) {
        return record.path(field).isTextual() ? record.path(field).textValue() : null;
    }
}
