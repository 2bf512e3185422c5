package io.familygrocer.notification;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The bounds of notification-service; {@code grocer.notification.*}. */
@ConfigMapping(prefix = "grocer.notification")
public interface NotificationConfig {

    /** How long an unread entry takes in what the same person adds to the same list. */
    @WithDefault("10m")
    Duration coalesce();

    /** How many names an entry keeps; further items are only counted. */
    @WithDefault("20")
    int maxNames();

    /** How long an entry is kept, read or not. */
    @WithDefault("90d")
    Duration retention();

    /** How late the news that somebody has joined may come for them still to be told what was added since. */
    @WithDefault("1d")
    Duration lateMembers();

    /** How far the clocks of two services may be apart. */
    @WithDefault("2s")
    Duration clockTolerance();

    /** How often what is too old is looked for. */
    @WithDefault("1h")
    Duration cleanup();
}
