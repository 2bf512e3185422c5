package io.familygrocer.family.family;

/**
 * A family that the caller has just come into.
 *
 * @param accessToken one that names the family already: a secret
 */
public record FamilyAccess(FamilyView family, String accessToken) {

    @Override
    public String toString() {
        return "FamilyAccess[" + family.id() + "]";
    }
}
