package io.familygrocer.family.family;

import java.util.List;
import java.util.Map;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;

/** Who may do what; {@code grocer.family.capabilities.<role>} with the defaults in {@code application.properties}. */
@ConfigMapping(prefix = "grocer.family.capabilities")
public interface CapabilitiesConfig {

    /** Wire names of capabilities by the wire name of each role. */
    @WithParentName
    Map<String, List<String>> roles();
}
