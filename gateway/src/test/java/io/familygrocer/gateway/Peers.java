package io.familygrocer.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Two services that are up, one that is not, and short patience. */
public final class Peers implements QuarkusTestResourceLifecycleManager {
    /** The setting that says where the gateway under test is. */
    public static final String URL = "grocer.test.url";

    private String failures = "1000";
    private Peer list;
    private Peer catalog;

    /** @param arguments {@code failures}: after how many the breakers open, where not practically never */
    @Override
    public void init(Map<String, String> arguments) {
        failures = arguments.getOrDefault("failures", failures);
    }

    @Override
    public Map<String, String> start() {
        list = new Peer("list");
        catalog = new Peer("catalog");
        int port = freePort();
        return Map.ofEntries(
                Map.entry(URL, "http://localhost:" + port + "/"),
                Map.entry("grocer.gateway.upstreams.list", list.url()),
                Map.entry("grocer.gateway.upstreams.catalog", catalog.url()),
                Map.entry("grocer.gateway.upstreams.family", "http://localhost:" + freePort()),
                Map.entry("grocer.gateway.upstreams.notification", list.url()),
                Map.entry("grocer.gateway.routes.impatient.upstream", "list"),
                Map.entry("grocer.gateway.routes.impatient.paths", "/api/lists/impatient"),
                Map.entry("grocer.gateway.routes.impatient.request-timeout", "0.3S"),
                Map.entry("grocer.gateway.routes.deeper.upstream", "catalog"),
                Map.entry("grocer.gateway.routes.deeper.paths", "/api/lists/deeper"),
                Map.entry("grocer.gateway.upstreams.pair", catalog.url() + ",http://localhost:" + freePort()),
                Map.entry("grocer.gateway.routes.pair.upstream", "pair"),
                Map.entry("grocer.gateway.routes.pair.paths", "/api/pair"),
                Map.entry("grocer.gateway.breaker.failures", failures),
                Map.entry("grocer.gateway.front.head-timeout", "2S"),
                Map.entry("quarkus.http.test-port", String.valueOf(port)),
                Map.entry("grocer.gateway.watch.interval", "0.2S"));
    }

    @Override
    public void stop() {
        list.close();
        catalog.close();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
