package io.familygrocer.family.profile;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The fourteen that food has to name in the European Union: Regulation (EU) No 1169/2011, Annex II. */
public enum Allergen {
    /** Cereals containing gluten. */
    @JsonProperty("gluten")
    GLUTEN,
    @JsonProperty("crustaceans")
    CRUSTACEANS,
    @JsonProperty("eggs")
    EGGS,
    @JsonProperty("fish")
    FISH,
    @JsonProperty("peanuts")
    PEANUTS,
    @JsonProperty("soybeans")
    SOYBEANS,
    /** Milk, lactose included. */
    @JsonProperty("milk")
    MILK,
    /** Nuts that grow on trees. */
    @JsonProperty("nuts")
    NUTS,
    @JsonProperty("celery")
    CELERY,
    @JsonProperty("mustard")
    MUSTARD,
    @JsonProperty("sesame")
    SESAME,
    /** Sulphur dioxide and sulphites, from 10 mg a kilogram. */
    @JsonProperty("sulphites")
    SULPHITES,
    @JsonProperty("lupin")
    LUPIN,
    @JsonProperty("molluscs")
    MOLLUSCS
}
