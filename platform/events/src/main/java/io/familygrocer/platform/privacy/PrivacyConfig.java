package io.familygrocer.platform.privacy;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How a service answers about what it knows; {@code grocer.privacy.*}. */
@ConfigMapping(prefix = "grocer.privacy")
public interface PrivacyConfig {

    /** How many records one part of an export has at most. */
    @WithDefault("500")
    int partRecords();

    /** How many characters of JSON one part of an export has at most, but for a single record that is longer. */
    @WithDefault("262144")
    int partSize();

    /** How long it is remembered what was erased; longer than any backup is kept. */
    @WithDefault("35d")
    Duration memory();
}
