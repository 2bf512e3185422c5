package io.familygrocer.family.profile;

import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** What a member must not or does not want to eat; gone with the membership. */
@Entity
@Table(name = "diet")
class Diet {

    private static final String SEPARATOR = ",";

    @EmbeddedId
    Key key;

    /** Constants of {@link Allergen}, separated by commas. */
    @Column(nullable = false)
    String allergens;

    /** Separated by commas, which none of them has. */
    @Column(nullable = false)
    String tags;

    /** Counts the changes; the entity tag. */
    @Column(nullable = false)
    long revision;

    static Diet of(Key key) {
        var diet = new Diet();
        diet.key = key;
        diet.allergens = "";
        diet.tags = "";
        return diet;
    }

    void change(DietDocument wanted) {
        allergens = wanted.allergens().stream().map(Allergen::name).collect(Collectors.joining(SEPARATOR));
        tags = String.join(SEPARATOR, wanted.tags());
        revision++;
    }

    DietDocument document() {
        return new DietDocument(
                Arrays.stream(allergens.split(SEPARATOR))
                        .filter(name -> !name.isEmpty())
                        .map(Allergen::valueOf)
                        .collect(Collectors.toSet()),
                Arrays.stream(tags.split(SEPARATOR))
                        .filter(tag -> !tag.isEmpty())
                        .collect(Collectors.toSet()));
    }

    /** The family first: it is what the data is sharded by. */
    @Embeddable
    record Key(
            @Column(name = "family_id") UUID familyId,
            @Column(name = "person_id") UUID personId) {}
}
