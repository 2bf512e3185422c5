package io.familygrocer.gateway.reload;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How often the files of {@code smallrye.config.locations} are looked at. */
@ConfigMapping(prefix = "grocer.gateway.reload")
public interface ReloadConfig {
    /** Time between two looks; 0 for none. */
    @WithDefault("5S")
    Duration interval();
}
