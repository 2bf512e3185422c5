package io.familygrocer.gateway.reload;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

import io.familygrocer.gateway.cache.CacheConfig;
import io.familygrocer.gateway.compress.CompressionConfig;
import io.familygrocer.gateway.config.GatewayConfig;
import io.familygrocer.gateway.config.TrafficConfig;
import io.familygrocer.gateway.config.WebSocketConfig;
import io.familygrocer.gateway.cors.CorsConfig;
import io.familygrocer.gateway.openapi.OpenApiConfig;
import io.familygrocer.gateway.session.SessionConfig;

/** The running configuration with some files as they are now. */
final class FreshConfig {
    /** Above the package's own file, below the environment, where it is not known how the file was read at the start. */
    private static final int ORDINAL = 270;

    private static final int CONVERTER_PRIORITY = 200;

    private FreshConfig() {}

    /**
     * Reads it. Blocks.
     *
     * @throws IOException where a file can't be read
     * @throws RuntimeException that names each value that is no such value, and each name that nobody reads
     */
    static SmallRyeConfig read(SmallRyeConfig running, List<Path> files) throws IOException {
        var builder = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withProfiles(running.getProfiles().reversed())
                .withConverter(Duration.class, CONVERTER_PRIORITY, new DurationConverter())
                .withConverter(MemorySize.class, CONVERTER_PRIORITY, new MemorySizeConverter())
                .withMapping(GatewayConfig.class)
                .withMapping(TrafficConfig.class)
                .withMapping(CacheConfig.class)
                .withMapping(CompressionConfig.class)
                .withMapping(ReloadConfig.class)
                .withMapping(WebSocketConfig.class)
                .withMapping(OpenApiConfig.class)
                .withMapping(SessionConfig.class)
                .withMapping(CorsConfig.class);
        for (var source : running.getConfigSources()) {
            if (files.stream().noneMatch(file -> source.getName().contains(file.toString()))) {
                builder.withSources(source);
            }
        }
        for (var file : files) {
            builder.withSources(new PropertiesConfigSource(file.toUri().toURL(), ordinal(running, file)));
        }
        return builder.build();
    }

    private static int ordinal(SmallRyeConfig running, Path file) {
        for (var source : running.getConfigSources()) {
            if (source.getName().contains(file.toString())) {
                return source.getOrdinal();
            }
        }
        return ORDINAL;
    }
}
