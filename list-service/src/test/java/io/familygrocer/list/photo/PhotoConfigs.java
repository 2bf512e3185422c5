package io.familygrocer.list.photo;

import java.util.Map;

import io.smallrye.config.SmallRyeConfigBuilder;

/** The configuration for tests without Quarkus. */
final class PhotoConfigs {

    private PhotoConfigs() {}

    /** The defaults, but for these properties. */
    static PhotoConfig with(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(PhotoConfig.class)
                .withDefaultValues(properties)
                .build()
                .getConfigMapping(PhotoConfig.class);
    }
}
