package io.familygrocer.family.guest;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Bounds of guest passes; {@code grocer.family.guest-passes}. */
@ConfigMapping(prefix = "grocer.family.guest-passes")
public interface GuestConfig {

    /** Open passes of one family. */
    @WithDefault("50")
    int openPerFamily();

    /** How long a pass may live at most. */
    @WithDefault("90d")
    Duration longest();

    /** How long a pass lives that does not say it. */
    @WithDefault("24h")
    Duration usual();

    /** How long who holds a pass that is over is told so, rather than that there never was one. */
    @WithDefault("7d")
    Duration retention();

    /** How often passes are looked for that have expired. */
    @WithDefault("30s")
    Duration sweep();
}
