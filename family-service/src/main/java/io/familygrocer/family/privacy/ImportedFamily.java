package io.familygrocer.family.privacy;

import java.util.List;
import java.util.UUID;

import io.familygrocer.family.placeholder.Placeholder;

/**
 * A family that was made from an archive; its lists come within seconds.
 *
 * @param accessToken one that names the family: a secret
 * @param members who was in it, for the caller to invite again
 */
public record ImportedFamily(UUID familyId, String name, String accessToken, List<Placeholder> members) {

    @Override
    public String toString() {
        return "ImportedFamily[" + familyId + "]";
    }
}
