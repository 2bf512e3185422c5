package io.familygrocer.list.pull;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import io.familygrocer.list.gathering.Gathering;

/** How calls that only ask whether there is anything new share their looks; {@code grocer.list.pull.*}. */
@ConfigMapping(prefix = "grocer.list.pull")
public interface PullConfig extends Gathering.Bounds {

    /** How many calls share one look at most. */
    @Override
    @WithDefault("256")
    int maxBatch();

    /** How many looks are under way at most. */
    @Override
    @WithDefault("4")
    int maxLooks();

    /** How many calls wait for a look at most; further ones go the ordinary road. */
    @Override
    @WithDefault("4096")
    int maxWaiting();

    /** How long a look is waited for before another begins beside it. */
    @Override
    @WithDefault("5ms")
    Duration patience();

    /** How long a look may take before its calls go the ordinary road. */
    @Override
    @WithDefault("2s")
    Duration timeout();
}
