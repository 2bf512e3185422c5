package io.familygrocer.list.sync;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import io.familygrocer.list.gathering.Gathering;

/** How calls that bring mutations share their transactions; {@code grocer.list.push.*}. */
@ConfigMapping(prefix = "grocer.list.push")
public interface PushConfig extends Gathering.Bounds {

    /** How many mutations a call has at most that shares a transaction; longer ones have one of their own. */
    @WithDefault("20")
    int maxMutations();

    /** How many calls share one transaction at most. */
    @Override
    @WithDefault("32")
    int maxBatch();

    /** How many such transactions are under way at most. */
    @Override
    @WithDefault("4")
    int maxLooks();

    /** How many calls wait for a transaction at most; further ones get one of their own. */
    @Override
    @WithDefault("1024")
    int maxWaiting();

    /** How long a transaction is waited for before another begins beside it. */
    @Override
    @WithDefault("20ms")
    Duration patience();

    /** How long a transaction may take before its calls try one of their own. */
    @Override
    @WithDefault("5s")
    Duration timeout();
}
