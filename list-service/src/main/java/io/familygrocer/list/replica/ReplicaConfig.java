package io.familygrocer.list.replica;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is read from a replica; {@code grocer.list.replica.*}. Where it is, its datasource says. */
@ConfigMapping(prefix = "grocer.list.replica")
public interface ReplicaConfig {

    /** How many changes a client has to lack for the replica to be asked; of fewer the primary is done sooner. */
    @WithDefault("200")
    int minChanges();

    /** How long a replica that failed is left alone. */
    @WithDefault("2s")
    Duration pause();
}
