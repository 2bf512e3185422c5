package io.familygrocer.list.imports;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The bounds of imports; {@code grocer.list.imports.*}. */
@ConfigMapping(prefix = "grocer.list.imports")
public interface ImportConfig {

    /** How many items one file may have. */
    @WithDefault("100000")
    int maxItems();

    /** How large one file may be; also what a compressed one may unpack to, ten times over. */
    @WithDefault("32M")
    MemorySize maxSize();

    /** How many items are read ahead and written at once. */
    @WithDefault("500")
    int batch();

    /** How many facts without a home a report names; of the others it has the number. */
    @WithDefault("1000")
    int maxLosses();

    /** How many imports one instance runs at a time; each holds a connection. */
    @WithDefault("4")
    int concurrent();
}
