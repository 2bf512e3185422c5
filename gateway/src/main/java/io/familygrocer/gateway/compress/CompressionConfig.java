package io.familygrocer.gateway.compress;

import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is compressed on its way to the client. */
@ConfigMapping(prefix = "grocer.gateway.compression")
public interface CompressionConfig {
    /** Whether anything is. */
    @WithDefault("true")
    boolean enabled();

    /** Bodies of a known length below this go as they are. */
    @WithDefault("1K")
    MemorySize minSize();

    /** Media types without parameters; {@code text/*} stands for all of text but streams of events. */
    @WithDefault("application/json,application/problem+json,application/manifest+json,application/x-ndjson,"
            + "application/xml,image/svg+xml,text/*")
    List<String> types();

    /** The names of routes whose answers hold secrets next to what somebody else may have chosen (BREACH). */
    Optional<List<String>> exceptRoutes();

    /** Brotli's quality, 0 to 11: beyond 5 it is too slow to do while somebody waits. */
    @WithDefault("4")
    int brotliQuality();

    /** The level of gzip, 1 to 9. */
    @WithDefault("5")
    int gzipLevel();
}
