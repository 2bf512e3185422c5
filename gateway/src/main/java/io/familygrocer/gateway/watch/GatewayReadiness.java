package io.familygrocer.gateway.watch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready = it can serve: the services' state is shown and decides nothing. A gateway that left the load balancer because
 * a service is down would take the other services with it.
 */
@Readiness
@Singleton
public final class GatewayReadiness implements HealthCheck {
    private final UpstreamWatch upstreams;

    @Inject
    GatewayReadiness(UpstreamWatch upstreams) {
        this.upstreams = upstreams;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("gateway").up();
        upstreams.sights().forEach(sight -> response.withData(sight.name(), sight.up() ? "up" : "down"));
        return response.build();
    }
}
