package io.familygrocer.list.quickadd;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The bounds of quick add; {@code grocer.list.quick-add.*}. */
@ConfigMapping(prefix = "grocer.list.quick-add")
public interface QuickAddConfig {

    /** How many characters one text has. */
    @WithDefault("10000")
    int maxLength();

    /** How many items one text names. */
    @WithDefault("200")
    int maxItems();
}
