package io.familygrocer.gateway;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import io.familygrocer.platform.devservices.Ports;

/** A service in two versions with a shadow, and one in two regions, of which one is down for half of the paths. */
public final class TwoVersions implements QuarkusTestResourceLifecycleManager {
    /** The setting that says where the shadow is. */
    static final String SHADOW = "grocer.test.shadow";

    private Peer stable;
    private Peer next;
    private Peer shadow;

    @Override
    public Map<String, String> start() {
        stable = new Peer("stable");
        next = new Peer("next");
        shadow = new Peer("shadow");
        int port = Ports.free();
        return Map.ofEntries(
                Map.entry(Peers.URL, "http://localhost:" + port + "/"),
                Map.entry(SHADOW, shadow.url() + "/"),
                Map.entry("quarkus.http.test-port", String.valueOf(port)),
                Map.entry("grocer.gateway.breaker.failures", "1000"),
                Map.entry("grocer.gateway.upstreams.stable", stable.url()),
                Map.entry("grocer.gateway.upstreams.next", next.url()),
                Map.entry("grocer.gateway.upstreams.shadow", shadow.url()),
                Map.entry("grocer.gateway.routes.versioned.upstream", "stable"),
                Map.entry("grocer.gateway.routes.versioned.paths", "/api/versioned"),
                Map.entry("grocer.gateway.traffic.services.stable.versions.next.upstream", "next"),
                Map.entry("grocer.gateway.traffic.services.stable.versions.next.percent", "20"),
                Map.entry("grocer.gateway.traffic.services.stable.override-header", "X-Version"),
                Map.entry("grocer.gateway.traffic.services.stable.mirror.upstream", "shadow"),
                Map.entry("grocer.gateway.traffic.services.stable.mirror.max-body", "1K"),
                Map.entry("grocer.gateway.upstreams.blue", stable.url()),
                Map.entry("grocer.gateway.routes.switched.upstream", "blue"),
                Map.entry("grocer.gateway.routes.switched.paths", "/api/switched"),
                Map.entry("grocer.gateway.traffic.services.blue.versions.green.upstream", "next"),
                Map.entry("grocer.gateway.traffic.services.blue.serves", "green"),
                Map.entry("grocer.gateway.traffic.region", "north"),
                Map.entry("grocer.gateway.upstreams.regional", stable.url() + "#south," + next.url() + "#north"),
                Map.entry("grocer.gateway.routes.regional.upstream", "regional"),
                Map.entry("grocer.gateway.routes.regional.paths", "/api/regional"),
                Map.entry(
                        "grocer.gateway.upstreams.alone",
                        stable.url() + "#south,http://localhost:" + Ports.free() + "#north"),
                Map.entry("grocer.gateway.routes.alone.upstream", "alone"),
                Map.entry("grocer.gateway.routes.alone.paths", "/api/alone"));
    }

    @Override
    public void stop() {
        stable.close();
        next.close();
        shadow.close();
    }
}
