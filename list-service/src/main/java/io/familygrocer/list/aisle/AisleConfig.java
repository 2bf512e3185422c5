package io.familygrocer.list.aisle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The bounds of what is known of stores; {@code grocer.list.aisles.*}. */
@ConfigMapping(prefix = "grocer.list.aisles")
public interface AisleConfig {

    /** How many stores a family has an order for; of more, nothing is learned. */
    @WithDefault("100")
    int maxStores();

    /** How many categories an order has. */
    @WithDefault("100")
    int maxCategories();

    /** How many items the view by stores shows at most. */
    @WithDefault("2000")
    int maxItems();

    /** How much of what was known of two categories still counts after a trip that has both. */
    @WithDefault("0.6")
    double memory();
}
