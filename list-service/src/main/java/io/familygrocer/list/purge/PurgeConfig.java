package io.familygrocer.list.purge;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long what is gone is remembered; {@code grocer.list.purge.*}. */
@ConfigMapping(prefix = "grocer.list.purge")
public interface PurgeConfig {

    /** How long tombstones live. A client that was away for longer starts again from nothing. */
    @WithDefault("90d")
    Duration tombstones();

    /** How many rows one transaction cleans away. */
    @WithDefault("1000")
    int batch();
}
