package io.familygrocer.family.family;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What somebody is in a family, from the one who may most to the one who may least. */
public enum Role {
    /** Answers for the family; there is always at least one. */
    @JsonProperty("owner")
    OWNER(Capability.INVITE, Capability.RENAME, Capability.REMOVE),
    /** Runs the household. */
    @JsonProperty("adult")
    ADULT(Capability.INVITE, Capability.RENAME, Capability.REMOVE),
    /** Lives there. */
    @JsonProperty("child")
    CHILD,
    /** Is passing through. */
    @JsonProperty("guest")
    GUEST;

    private final Set<Capability> capabilities;

    Role(Capability... capabilities) {
        this.capabilities = EnumSet.noneOf(Capability.class);
        this.capabilities.addAll(Set.of(capabilities));
    }

    /** Whether this role may do that. */
    public boolean may(Capability capability) {
        return capabilities.contains(capability);
    }

    /** Whether this role may invite or remove somebody with the other one: nobody reaches above themselves. */
    public boolean reaches(Role other) {
        return compareTo(other) <= 0;
    }

    /** The name on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
