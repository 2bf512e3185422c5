package io.familygrocer.platform.privacy;

import java.util.List;
import java.util.UUID;

/**
 * Something to take along, as its request says.
 *
 * @param personId whose data it is; null for a family
 * @param familyIds the families that the person is in; for a family only itself
 */
public record ExportRequest(UUID exportId, Subject subject, UUID personId, List<UUID> familyIds) {

    public ExportRequest {
        familyIds = familyIds == null ? List.of() : List.copyOf(familyIds);
    }

    /** What events about it are ordered by. */
    public UUID subjectId() {
        return subject == Subject.PERSON ? personId : familyIds.getFirst();
    }
}
