package io.familygrocer.family;

import java.util.Map;

import io.smallrye.config.SmallRyeConfigBuilder;

/** The configuration for tests without Quarkus. */
public final class TestConfig {

    private TestConfig() {}

    /** The defaults, but for these properties. */
    public static FamilyConfig with(Map<String, String> properties) {
        return with(FamilyConfig.class, properties);
    }

    /** The defaults of a mapping, but for these properties. */
    public static <T> T with(Class<T> mapping, Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(mapping)
                .withDefaultValues(properties)
                .build()
                .getConfigMapping(mapping);
    }
}
