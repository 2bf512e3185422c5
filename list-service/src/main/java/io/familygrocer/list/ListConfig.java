package io.familygrocer.list;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The bounds of list-service; {@code grocer.list.*}. */
@ConfigMapping(prefix = "grocer.list")
public interface ListConfig {

    /** How many mutations one sync call takes. */
    @WithDefault("500")
    int maxMutations();

    /** How many documents one answer carries. */
    @WithDefault("1000")
    int maxChanges();

    /** How many lists a family has at most. */
    @WithDefault("500")
    int maxLists();

    /** How many items a family has at most, over all its lists. */
    @WithDefault("200000")
    int maxItems();

    /** How far ahead of the server a client's clock may run before its stamps are pulled back. */
    @WithDefault("1m")
    Duration clockTolerance();

    /** How often a stream says that it is alive. */
    @WithDefault("20s")
    Duration heartbeat();

    /** How often the streams look for what no announcement told them. */
    @WithDefault("5s")
    Duration catchUp();

    /** How often the streams look for members who left. */
    @WithDefault("1s")
    Duration accessCheck();

    /** The bounds of trips. */
    TripConfig trips();

    /** How many streams one instance holds open. */
    @WithDefault("25000")
    int maxStreams();

    /** How many documents may wait for a slow stream before it is ended; its client catches up by revision. */
    @WithDefault("5000")
    int streamBuffer();
}
