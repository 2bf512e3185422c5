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

    /** What all gateways share. */
    InRedis redis();

    /** The second level. A change needs a restart. */
    interface InRedis {
        /** Whether there is one; where nothing is said, as soon as {@code quarkus.redis.hosts} is. */
        Optional<Boolean> enabled();

        /** A larger body is in memory only. */
        @WithDefault("256K")
        MemorySize maxBody();

        /** Nothing is there longer than this, however long it is fresh. */
        @WithDefault("1d")
        Duration maxAge();

        /** How long to wait for Redis. */
        @WithDefault("0.1S")
        Duration timeout();

        /** For how long Redis is left alone after a failure. */
        @WithDefault("2S")
        Duration pause();
    }
}
