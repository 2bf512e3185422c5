package io.familygrocer.gateway.route;

import java.util.ArrayList;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;

import io.familygrocer.gateway.config.GatewayConfig;
import io.familygrocer.gateway.config.TrafficConfig;

/** The route table in force. */
@Singleton
public final class Routes {
    private final Vertx vertx;
    private final GatewayConfig config;
    private volatile RouteTable table;

    /** @throws ConfigurationException with every fault of the configuration and its fix, one a line */
    @Inject
    Routes(Vertx vertx, GatewayConfig config, TrafficConfig traffic) {
        this.vertx = vertx;
        this.config = config;
        var faults = new ArrayList<String>();
        table = new RouteTable(config, traffic, null, faults);
        if (!faults.isEmpty()) {
            throw new ConfigurationException("The gateway can't start:\n  - " + String.join("\n  - ", faults));
        }
    }

    /** The table in force. */
    public RouteTable table() {
        return table;
    }

    /** Puts another table in force; requests under way keep their routes. */
    public void replace(RouteTable next) {
        table = next;
        resolve();
    }

    void start(@Observes StartupEvent event) {
        resolve();
        vertx.setPeriodic(config.outliers().resolveInterval().toMillis(), id -> resolve());
    }

    private void resolve() {
        vertx.executeBlocking(
                () -> {
                    table.upstreams().forEach(Upstream::resolve);
                    return null;
                },
                false);
    }
}
