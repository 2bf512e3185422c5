package io.familygrocer.list.history;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The bounds of the activity log; {@code grocer.list.history.*}. */
@ConfigMapping(prefix = "grocer.list.history")
public interface HistoryConfig {

    /** How long what happened is remembered. */
    @WithDefault("365d")
    Duration retention();

    /** How many changes of a list a look into its past goes back over. */
    @WithDefault("20000")
    int maxTravel();
}
