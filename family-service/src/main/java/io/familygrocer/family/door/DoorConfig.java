package io.familygrocer.family.door;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How often somebody may try codes that open nothing; {@code grocer.family.guesses}. */
@ConfigMapping(prefix = "grocer.family.guesses")
public interface DoorConfig {

    /** Wrong codes of one person, or one guest's device, in the window. */
    @WithDefault("10")
    int perCaller();

    /** Wrong codes from one address in the window; households and schools share one. */
    @WithDefault("30")
    int perAddress();

    /** What they are counted in, from the first wrong one. */
    @WithDefault("10m")
    Duration window();

    /** How many callers and addresses are remembered; the least recently wrong are forgotten. */
    @WithDefault("100000")
    int remembered();
}
