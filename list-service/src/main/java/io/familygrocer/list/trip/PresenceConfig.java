package io.familygrocer.list.trip;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The bounds of who is there; {@code grocer.list.presence.*}. */
@ConfigMapping(prefix = "grocer.list.presence")
public interface PresenceConfig {

    /** How long somebody is there after they have last said so. */
    @WithDefault("60s")
    Duration ttl();

    /** How many items the report of a trip shows of each kind. */
    @WithDefault("2000")
    int maxItems();
}
