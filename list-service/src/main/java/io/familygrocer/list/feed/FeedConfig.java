package io.familygrocer.list.feed;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The bounds of calendar feeds; {@code grocer.list.feeds.*}. */
@ConfigMapping(prefix = "grocer.list.feeds")
public interface FeedConfig {

    /** How many items one feed has at most; what is open comes first. */
    @WithDefault("2000")
    int maxItems();

    /** How often a link is answered in a minute, by one instance. */
    @WithDefault("30")
    int perMinute();
}
