package io.familygrocer.platform.privacy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Something to erase, as its request says.
 *
 * @param personId the person to erase; null for a family
 * @param familyId the family to erase; null for a person
 * @param familyIds the families that the person was in when they asked; for a family only itself
 * @param personIds the members of the family when it was erased; for a person only themselves
 */
public record Erasure(
        UUID erasureId,
        Subject subject,
        UUID personId,
        UUID familyId,
        List<UUID> familyIds,
        List<UUID> personIds,
        Instant requestedAt) {

    /** Who stands in histories for those who were erased. */
    public static final UUID FORMER_MEMBER = new UUID(0, 0);

    public Erasure {
        familyIds = familyIds == null ? List.of() : List.copyOf(familyIds);
        personIds = personIds == null ? List.of() : List.copyOf(personIds);
    }

    /** What events about it are ordered by. */
    public UUID subjectId() {
        return subject == Subject.PERSON ? personId : familyId;
    }
}
