package io.familygrocer.list.sync;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The bounds of what a field takes; {@code grocer.list.fields.*}. Bounds that events promise are not among them. */
@ConfigMapping(prefix = "grocer.list.fields")
public interface FieldConfig {

    /** At how many stores an item may be wanted. */
    @WithDefault("20")
    int maxStores();

    /** With how many persons a list may be shared by name. */
    @WithDefault("50")
    int maxSharedWith();

    /** How many characters a recurrence rule has at most. */
    @WithDefault("300")
    int maxRuleLength();

    /** The largest price or budget, in the smallest unit of its currency. */
    @WithDefault("99999999999")
    long maxMoney();
}
