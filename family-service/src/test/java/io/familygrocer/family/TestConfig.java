package io.familygrocer.family;

import java.util.Map;

import io.smallrye.config.SmallRyeConfigBuilder;

/** The configuration for tests without Quarkus. */
public final class TestConfig {

    private TestConfig() {}

    /** The defaults, but for these properties. */
    public static FamilyConfig with(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(FamilyConfig.class)
                .withDefaultValues(properties)
                .build()
                .getConfigMapping(FamilyConfig.class);
    }
}
