package io.familygrocer.family.placeholder;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;

import io.familygrocer.platform.events.Event;

/**
 * Somebody who was only a name in the histories of a family that came from an archive has come themselves.
 *
 * @param placeholderId who they were in the histories until now
 * @param personId who they are
 */
public record PersonRecognised(UUID familyId, UUID placeholderId, UUID personId) implements Event {

    @Override
    @JsonIgnore
    public String type() {
        return "family.person-recognised.v1";
    }

    @Override
    @JsonIgnore
    public String key() {
        return familyId.toString();
    }
}
