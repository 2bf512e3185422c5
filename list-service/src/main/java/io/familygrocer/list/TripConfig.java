package io.familygrocer.list;

import io.smallrye.config.WithDefault;

/** The bounds of trips; {@code grocer.list.trips.*}. */
public interface TripConfig {

    /** How many trips of a family run at the same time. */
    @WithDefault("20")
    int maxRunning();

    /** How many categories are claimed on a trip. */
    @WithDefault("100")
    int maxClaims();

    /** How many trips that are over a check that comes late is looked for on. */
    @WithDefault("20")
    int maxLate();
}
