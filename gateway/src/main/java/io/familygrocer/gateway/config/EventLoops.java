package io.familygrocer.gateway.config;

import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.cpu.CpuCoreSensor;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * As many event loops as processors, unless {@code quarkus.vertx.event-loops-pool-size} says otherwise: all of them serve,
 * and a second one on a processor would only take turns with the first.
 */
@Singleton
public final class EventLoops implements VertxOptionsCustomizer {
    private final int count;

    @Inject
    EventLoops(@ConfigProperty(name = "quarkus.vertx.event-loops-pool-size") Optional<Integer> said) {
        count = said.orElseGet(CpuCoreSensor::availableProcessors);
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    @Override
    public void accept(VertxOptions options) {
        options.setEventLoopPoolSize(count);
    }
}
