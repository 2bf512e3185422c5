package io.familygrocer.family.capability;

import java.util.List;
import java.util.Map;

import io.familygrocer.platform.events.Event;

/**
 * Who may do what, in every family.
 *
 * @param version one more at each change of the table
 * @param roles the wire names of capabilities, in alphabetical order, by the wire name of each role
 */
public record CapabilitiesChanged(long version, Map<String, List<String>> roles) implements Event {

    /** What all of them are ordered by: the table is no family's. */
    public static final String KEY = "capabilities";

    @Override
    public String type() {
        return "family.capabilities-changed.v1";
    }

    @Override
    public String key() {
        return KEY;
    }
}
