package io.familygrocer.gateway;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import io.familygrocer.platform.devservices.Ports;

/** One {@link SocketPeer} below {@code /api/sockets}, and below {@code /api/no-sockets} without that wish. */
public final class Sockets implements QuarkusTestResourceLifecycleManager {
    private SocketPeer peer;

    @Override
    public Map<String, String> start() {
        peer = new SocketPeer();
        int port = Ports.free();
        return Map.ofEntries(
                Map.entry(Peers.URL, "http://localhost:" + port + "/"),
                Map.entry("quarkus.http.test-port", String.valueOf(port)),
                Map.entry("grocer.gateway.breaker.failures", "1000"),
                Map.entry("grocer.gateway.cors.origins", "https://friend.example"),
                Map.entry("grocer.gateway.upstreams.sockets", peer.url()),
                Map.entry("grocer.gateway.routes.sockets.upstream", "sockets"),
                Map.entry("grocer.gateway.routes.sockets.paths", "/api/sockets"),
                Map.entry("grocer.gateway.routes.sockets.web-sockets", "true"),
                Map.entry("grocer.gateway.routes.no-sockets.upstream", "sockets"),
                Map.entry("grocer.gateway.routes.no-sockets.paths", "/api/no-sockets"));
    }

    @Override
    public void stop() {
        peer.close();
    }
}
