package io.familygrocer.family.privacy;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.familygrocer.platform.privacy.Erasure;

/**
 * Gives what comes from an archive ids of its own: the same one for the same old id and new family, so that references
 * stay, and another one for another family, so that one archive can be imported twice.
 */
final class NewIds {

    private final ArchiveManifest manifest;
    private final UUID familyId;
    private final UUID importer;

    NewIds(ArchiveManifest manifest, UUID familyId, UUID importer) {
        this.manifest = manifest;
        this.familyId = familyId;
        this.importer = importer;
    }

    /** The new id; whoever exported is whoever imports, and a former member stays one. */
    UUID of(UUID old) {
        if (old.equals(manifest.familyId())) {
            return familyId;
        }
        if (old.equals(manifest.requestedBy())) {
            return importer;
        }
        return old.equals(Erasure.FORMER_MEMBER)
                ? old
                : UUID.nameUUIDFromBytes((familyId + " " + old).getBytes(StandardCharsets.UTF_8));
    }

    /** Changes the ids of a record: what is named {@code id}, {@code …Id} or {@code …By} and looks like one. */
    void renew(ObjectNode record) {
        for (var field : record.properties()) {
            boolean id = field.getKey().matches("id|.*(Id|By)");
            if (id && field.getValue().isTextual()) {
                String text = field.getValue().textValue();
                if (text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
                    field.setValue(TextNode.valueOf(of(UUID.fromString(text)).toString()));
                }
            }
        }
    }
}
