package io.familygrocer.gateway;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import io.familygrocer.platform.devservices.Ports;

/** A gateway in front of the origin of the conformance tests, which is not there yet, and nothing else in the way. */
public final class Conformance implements QuarkusTestResourceLifecycleManager {
    /** The setting that says on which port the origin is expected. */
    static final String ORIGIN_PORT = "grocer.test.origin-port";

    @Override
    public Map<String, String> start() {
        int port = Ports.free();
        int origin = Ports.free();
        return Map.ofEntries(
                Map.entry(Peers.URL, "http://localhost:" + port + "/"),
                Map.entry(ORIGIN_PORT, String.valueOf(origin)),
                Map.entry("quarkus.http.test-port", String.valueOf(port)),
                Map.entry("grocer.gateway.upstreams.origin", "http://localhost:" + origin),
                Map.entry("grocer.gateway.routes.conformance.upstream", "origin"),
                Map.entry("grocer.gateway.routes.conformance.paths", "/api/conformance"),
                Map.entry("grocer.gateway.breaker.failures", "1000"),
                Map.entry("grocer.gateway.limiter.enabled", "false"),
                Map.entry("grocer.gateway.shedding.enabled", "false"),
                Map.entry("grocer.gateway.security.enabled", "false"));
    }

    @Override
    public void stop() {}
}
