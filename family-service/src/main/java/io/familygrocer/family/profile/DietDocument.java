package io.familygrocer.family.profile;

import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * What a member must not or does not want to eat.
 *
 * @param allergens what they do not bear
 * @param tags how they eat, as {@code vegetarian} or {@code halal}: up to 20 of small letters, digits and hyphens
 */
public record DietDocument(
        @NotNull Set<@NotNull Allergen> allergens,

        @NotNull @Size(max = 20)
        Set<@NotNull @Size(max = 40) @Pattern(regexp = "[a-z0-9]+(-[a-z0-9]+)*") String> tags) {

    /** Puts both in order. */
    public DietDocument {
        allergens = ordered(allergens);
        tags = ordered(tags);
    }

    /** What is known of somebody who has said nothing. */
    static DietDocument nothing() {
        return new DietDocument(Set.of(), Set.of());
    }

    /** What is not valid stays as it is, for the validation to say so. */
    private static <T> Set<T> ordered(Set<T> set) {
        return set == null || set.stream().anyMatch(Objects::isNull) ? set : new TreeSet<>(set);
    }
}
