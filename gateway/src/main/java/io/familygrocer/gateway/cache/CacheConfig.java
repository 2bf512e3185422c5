package io.familygrocer.gateway.cache;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The shared cache of what services mark as good for everybody. */
@ConfigMapping(prefix = "grocer.gateway.cache")
public interface CacheConfig {
    /** Whether there is one. */
    @WithDefault("true")
    boolean enabled();

    /** All that is kept together; beyond it what is used least goes. */
    @WithDefault("64M")
    MemorySize maxBytes();

    /** A larger body is not kept. */
    @WithDefault("1M")
    MemorySize maxBody();

    /** Answers of one address for different request fields ({@code Vary}); beyond it the oldest goes. */
    @WithDefault("16")
    int maxVariants();

    /** How long a request waits for the answer to another one of the same address before it goes its own way. */
    @WithDefault("5S")
    Duration maxWait();

    /** The names of routes that are not for it. */
    Optional<List<String>> exceptRoutes();

    /** Its name in {@code Cache-Status}. */
    @WithDefault("gateway")
    String name();

    /** The channel of Redis on which tags are named whose answers have to go. */
    @WithDefault("grocer:gateway:purge")
    String purgeChannel();
}
