package io.familygrocer.platform.privacy;

import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Part of an archive, for the service that once wrote it. The ids in it are new; parts of one archive come in order.
 *
 * @param service whom it is for, for example {@code list-service}
 * @param familyId the new family
 * @param part from 0 on
 * @param records as {@link PersonalData#export} gave them, but for the ids; written by nobody that can be trusted
 */
public record ImportPart(UUID importId, String service, UUID familyId, int part, boolean last, List<JsonNode> records) {

    public ImportPart {
        records = records == null ? List.of() : List.copyOf(records);
    }
}
