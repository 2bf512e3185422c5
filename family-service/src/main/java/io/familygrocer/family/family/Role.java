package io.familygrocer.family.family;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What somebody is in a family, from the one who may most to the one who may least. What each may is in {@link
 * Capabilities}.
 */
public enum Role {
    /** Answers for the family; there is always at least one. */
    @JsonProperty("owner")
    OWNER,
    /** Runs the household. */
    @JsonProperty("adult")
    ADULT,
    /** Lives there. */
    @JsonProperty("child")
    CHILD,
    /** Is passing through. */
    @JsonProperty("guest")
    GUEST;

    /** Whether this role may reach somebody with the other one: nobody reaches above themselves. */
    public boolean reaches(Role other) {
        return compareTo(other) <= 0;
    }

    /** The name on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
