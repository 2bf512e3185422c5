package io.familygrocer.gateway.openapi;

import java.time.Duration;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The document of all services together. A change needs a restart. */
@ConfigMapping(prefix = "grocer.gateway.openapi")
public interface OpenApiConfig {

    /** Where each service has its own. */
    @WithDefault("/q/openapi?format=json")
    String path();

    /** How old it may be before the services are asked again. */
    @WithDefault("60S")
    Duration refresh();

    /** The same while a service could not be asked. */
    @WithDefault("5S")
    Duration retry();

    /** How long a service may take. */
    @WithDefault("5S")
    Duration timeout();

    /** The most bytes of one service's document; a longer one is left out. */
    @WithDefault("4M")
    MemorySize maxDocument();

    /** The title of the whole. */
    @WithDefault("Family Grocer")
    String title();
}
