package io.familygrocer.list.copy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The bounds of copying; {@code grocer.list.copies.*}. */
@ConfigMapping(prefix = "grocer.list.copies")
public interface CopyConfig {

    /** How many items a list may have to be copied. */
    @WithDefault("5000")
    int maxItems();
}
