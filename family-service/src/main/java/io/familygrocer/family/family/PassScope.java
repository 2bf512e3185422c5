package io.familygrocer.family.family;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a guest pass is good for, on its one list. */
public enum PassScope {
    /** See the list and check items off. */
    @JsonProperty("check")
    CHECK,
    /** Add items too. */
    @JsonProperty("add")
    ADD;

    /** The name on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
