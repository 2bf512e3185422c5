package io.familygrocer.gateway.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.runtime.configuration.ConfigurationException;

import io.familygrocer.gateway.config.GatewayConfig;

/** Finds the route of a path: the longest prefix of whole segments wins. Immutable, made and checked at start. */
@Singleton
public final class RouteTable {
    private final Map<String, Upstream> upstreams = new TreeMap<>();
    private final Map<String, Route> byPrefix = new HashMap<>();

    /** @throws ConfigurationException with every fault of the configuration and its fix, one a line */
    @Inject
    public RouteTable(GatewayConfig config) {
        var faults = new ArrayList<String>();
        config.upstreams().forEach((name, upstream) -> addUpstream(name, upstream, faults));
        config.routes().forEach((name, route) -> addRoute(name, route, faults));
        if (!faults.isEmpty()) {
            throw new ConfigurationException("The gateway can't start:\n  - " + String.join("\n  - ", faults));
        }
    }

    /**
     * The route of a path, if there is one. {@code /api/lists} serves {@code /api/lists} and {@code /api/lists/7}, not
     * {@code /api/listservice}.
     */
    public Optional<Route> find(String path) {
        for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            var route = byPrefix.get(path.substring(0, end));
            if (route != null) {
                return Optional.of(route);
            }
        }
        return Optional.empty();
    }

    /** All services, ordered by name. */
    public List<Upstream> upstreams() {
        return List.copyOf(upstreams.values());
    }

    private void addUpstream(String name, GatewayConfig.UpstreamConfig upstream, List<String> faults) {
        try {
            upstreams.put(name, Upstream.of(name, upstream.url(), upstream.watchPath()));
        } catch (IllegalArgumentException e) {
            faults.add("grocer.gateway.upstreams.%s=%s %s".formatted(name, upstream.url(), e.getMessage()));
        }
    }

    private void addRoute(String name, GatewayConfig.RouteConfig config, List<String> faults) {
        var key = "grocer.gateway.routes." + name;
        var upstream = upstreams.get(config.upstream());
        if (upstream == null) {
            faults.add(("%s.upstream=%s names no upstream that works; set grocer.gateway.upstreams.%s=http://host:port,"
                            + " or use one of %s")
                    .formatted(key, config.upstream(), config.upstream(), upstreams.keySet()));
        }
        if (!config.requestTimeout().isPositive()) {
            faults.add(key + ".request-timeout must be longer than nothing, for example 30S");
        }
        if (config.bodyLimit().asLongValue() < 0) {
            faults.add(key + ".body-limit must not be negative; 0 allows no body, 2M is the default");
        }
        var route = new Route(
                name, upstream, config.requestTimeout(), config.bodyLimit().asLongValue(), config.streaming());
        for (var path : config.paths()) {
            addPath(key, path.strip(), route, faults);
        }
    }

    private void addPath(String key, String path, Route route, List<String> faults) {
        if (!path.startsWith("/api/") || path.endsWith("/") || path.contains("//")) {
            faults.add("%s.paths has %s; a path is like /api/things: below /api, no slash at its end"
                    .formatted(key, path));
            return;
        }
        var other = byPrefix.putIfAbsent(path, route);
        if (other != null) {
            faults.add("%s.paths has %s, which route %s has too; take it out of one of them"
                    .formatted(key, path, other.name()));
        }
    }
}
