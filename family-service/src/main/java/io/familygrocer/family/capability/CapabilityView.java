package io.familygrocer.family.capability;

import java.util.List;
import java.util.Map;

/**
 * Who may do what, in every family.
 *
 * @param version one more at each change
 * @param roles capabilities in alphabetical order, by role
 */
public record CapabilityView(long version, Map<String, List<String>> roles) {}
