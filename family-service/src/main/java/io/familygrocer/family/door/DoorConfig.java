package io.familygrocer.family.door;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How often somebody may try codes that open nothing; {@code grocer.family.guesses}. */
@ConfigMapping(prefix = "grocer.family.guesses")
public interface DoorConfig {

    /** Wrong codes of one person before there are pauses. */
    @WithDefault("10")
    int perCaller();

    /** Wrong codes from one address, or one /64 network of IPv6, before there are pauses; schools share one. */
    @WithDefault("30")
    int perAddress();

    /** How long such a pause is, and after how long wrong codes count half. */
    @WithDefault("10m")
    Duration window();
}
