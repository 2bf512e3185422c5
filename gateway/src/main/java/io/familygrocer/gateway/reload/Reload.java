package io.familygrocer.gateway.reload;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.Vertx;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

import io.familygrocer.gateway.config.GatewayConfig;
import io.familygrocer.gateway.config.TrafficConfig;
import io.familygrocer.gateway.config.WebSocketConfig;
import io.familygrocer.gateway.cors.Cors;
import io.familygrocer.gateway.cors.CorsConfig;
import io.familygrocer.gateway.limit.Limiter;
import io.familygrocer.gateway.limit.Limits;
import io.familygrocer.gateway.limit.SocketBook;
import io.familygrocer.gateway.openapi.ApiPage;
import io.familygrocer.gateway.openapi.OpenApiConfig;
import io.familygrocer.gateway.route.RouteTable;
import io.familygrocer.gateway.route.Routes;
import io.familygrocer.gateway.session.SessionConfig;
import io.familygrocer.gateway.session.SessionSettings;

/**
 * Puts routes, services with their versions and policies, and limits in force when their files change. What is there is
 * checked as a whole first; with one fault nothing changes, and the fault is said with its fix.
 */
@Singleton
final class Reload {
    private static final Logger LOG = Logger.getLogger(Reload.class);
    private static final String LOCATIONS = "smallrye.config.locations";
    private static final String COUNTER = "grocer.gateway.reloads";

    private final Vertx vertx;
    private final ReloadConfig config;
    private final Routes routes;
    private final Limiter limiter;
    private final MeterRegistry metrics;
    private final AtomicInteger refused = new AtomicInteger();
    private WatchedFiles files;
    private volatile String known = "";

    @Inject
    Reload(Vertx vertx, ReloadConfig config, Routes routes, Limiter limiter, MeterRegistry metrics) {
        this.vertx = vertx;
        this.config = config;
        this.routes = routes;
        this.limiter = limiter;
        this.metrics = metrics;
        Gauge.builder("grocer.gateway.configuration.refused", refused, AtomicInteger::get)
                .description("1 while the files of the configuration hold a fault and an older one is in force")
                .register(metrics);
    }

    void start(@Observes StartupEvent event) throws IOException {
        var locations = running().getOptionalValues(LOCATIONS, String.class).orElse(List.of());
        if (locations.isEmpty() || !config.interval().isPositive()) {
            return;
        }
        files = new WatchedFiles(locations);
        known = files.fingerprint();
        vertx.setPeriodic(
                config.interval().toMillis(),
                id -> vertx.executeBlocking(() -> {
                    look();
                    return null;
                }));
    }

    /** Blocks. */
    private void look() {
        try {
            var now = files.fingerprint();
            if (!now.equals(known)) {
                known = now;
                apply();
            }
        } catch (IOException e) {
            LOG.warnf("The configuration can't be read, and stays as it is: %s", e.toString());
        }
    }

    private void apply() throws IOException {
        try {
            var fresh = FreshConfig.read(running(), files.found());
            var gateway = fresh.getConfigMapping(GatewayConfig.class);
            var faults = new ArrayList<String>();
            var table = new RouteTable(gateway, fresh.getConfigMapping(TrafficConfig.class), routes.table(), faults);
            var limits = new Limits(gateway, faults);
            SessionSettings.check(fresh.getConfigMapping(SessionConfig.class), table, faults);
            Cors.check(fresh.getConfigMapping(CorsConfig.class), faults);
            SocketBook.check(fresh.getConfigMapping(WebSocketConfig.class), faults);
            ApiPage.check(fresh.getConfigMapping(OpenApiConfig.class), faults);
            if (!faults.isEmpty()) {
                throw new ConfigurationException(String.join("\n  - ", faults));
            }
            limiter.replace(limits);
            routes.replace(table);
            refused.set(0);
            metrics.counter(COUNTER, "outcome", "done").increment();
            LOG.info("The configuration has changed, and is in force");
        } catch (RuntimeException e) {
            refused.set(1);
            metrics.counter(COUNTER, "outcome", "refused").increment();
            LOG.errorf(
                    "The configuration has changed, but stays as it was until this is mended:%n  - %s", e.getMessage());
        }
    }

    private static SmallRyeConfig running() {
        return ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
    }
}
