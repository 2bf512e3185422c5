package io.familygrocer.family.privacy;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An archive that was gone through once. Its sums are right, which says that it is whole and nothing about who made it.
 *
 * @param own the records of this service, by kind
 * @param walk begins a walk from the start
 */
record Archive(ArchiveManifest manifest, Map<String, List<ObjectNode>> own, Supplier<ArchiveWalk> walk) {

    /** The records of this service that are of a kind. */
    List<ObjectNode> own(String kind) {
        return own.getOrDefault(kind, List.of());
    }

    /** A text of a record; null where it has none. */
    static String text(JsonNode record, String field) {
        return record.path(field).isTextual() ? record.path(field).textValue() : null;
    }
}
