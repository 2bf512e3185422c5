package io.familygrocer.platform.privacy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whose data it is about. */
public enum Subject {
    /** One person's, wherever they are. */
    @JsonProperty("person")
    PERSON,
    /** One family's, whoever is in it. */
    @JsonProperty("family")
    FAMILY
}
