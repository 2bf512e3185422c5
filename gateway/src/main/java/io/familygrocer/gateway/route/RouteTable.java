package io.familygrocer.gateway.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.familygrocer.gateway.config.GatewayConfig;
import io.familygrocer.gateway.config.TrafficConfig;

/**
 * Finds the route of a path: the longest prefix of whole segments wins, and of the same prefix the route that names the
 * host. Immutable.
 */
public final class RouteTable {
    private final Map<String, Upstream> upstreams = new TreeMap<>();
    private final Map<String, List<Route>> byPrefix = new HashMap<>();

    /**
     * Makes the table of a configuration.
     *
     * @param traffic the versions of the services
     * @param before the table that it replaces, whose services keep what is known about them; null for none
     * @param faults is told of every fault of the configuration with its fix; with any, the table is of no use
     */
    public RouteTable(GatewayConfig config, TrafficConfig traffic, RouteTable before, List<String> faults) {
        var region = traffic.region().orElse(null);
        config.upstreams().forEach((name, upstream) -> addUpstream(name, upstream, config, region, faults));
        if (before != null) {
            upstreams.replaceAll((name, fresh) -> {
                var known = before.upstreams.get(name);
                return known != null && known.isLike(fresh) ? known : fresh;
            });
        }
        var versions = new ServiceVersions(traffic, upstreams, faults);
        config.routes().forEach((name, route) -> addRoute(name, route, versions, faults));
    }

    /**
     * The route of a path, or null. {@code /api/lists} serves {@code /api/lists} and {@code /api/lists/7}, not
     * {@code /api/listservice}.
     *
     * @param host host and port as the client asked for them; may be empty
     */
    public Route find(String path, String host) {
        for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            var routes = byPrefix.get(path.substring(0, end));
            if (routes != null) {
                var route = ofHost(routes, host);
                if (route != null) {
                    return route;
                }
            }
        }
        return null;
    }

    /** All services, ordered by name. */
    public List<Upstream> upstreams() {
        return List.copyOf(upstreams.values());
    }

    /** The services that routes lead to, ordered by name. */
    public List<Upstream> routed() {
        return byPrefix.values().stream()
                .flatMap(List::stream)
                .map(Route::upstream)
                .distinct()
                .sorted(Comparator.comparing(Upstream::name))
                .toList();
    }

    private static Route ofHost(List<Route> routes, String host) {
        Route any = null;
        for (var route : routes) {
            if (route.hosts().isEmpty()) {
                any = route;
            } else if (route.hosts().contains(bare(host))) {
                return route;
            }
        }
        return any;
    }

    /** Without the port, in lower case. */
    private static String bare(String host) {
        int port = host.lastIndexOf(':');
        boolean hasPort = port > 0 && host.indexOf(']', port) < 0;
        return (hasPort ? host.substring(0, port) : host).toLowerCase(Locale.ROOT);
    }

    private void addUpstream(
            String name,
            GatewayConfig.UpstreamConfig upstream,
            GatewayConfig config,
            String region,
            List<String> faults) {
        var urls = new ArrayList<ServiceUrl>();
        for (var url : upstream.urls().split(",")) {
            try {
                urls.add(ServiceUrl.of(url));
            } catch (IllegalArgumentException e) {
                faults.add("grocer.gateway.upstreams.%s=%s %s".formatted(name, url, e.getMessage()));
                return;
            }
        }
        upstreams.put(name, new Upstream(name, urls, upstream.watchPath(), region, config));
    }

    private void addRoute(
            String name, GatewayConfig.RouteConfig config, ServiceVersions versions, List<String> faults) {
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
        Set<String> hosts = config.hosts().orElse(List.of()).stream()
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        var bare = new Route(
                name,
                upstream,
                hosts,
                config.requestTimeout(),
                config.priority(),
                config.limits().stream()
                        .map(String::strip)
                        .filter(limit -> !limit.isEmpty())
                        .toList(),
                config.bodyLimit().asLongValue(),
                config.streaming(),
                config.webSockets(),
                null,
                null);
        var route = upstream == null ? bare : versions.apply(bare);
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
        var others = byPrefix.computeIfAbsent(path, ignored -> new ArrayList<>());
        for (var other : others) {
            if (overlap(other, route)) {
                faults.add("%s.paths has %s, which route %s has too; take it out of one of them, or give both hosts"
                        .formatted(key, path, other.name()));
                return;
            }
        }
        others.add(route);
    }

    private static boolean overlap(Route one, Route other) {
        return one.hosts().isEmpty() && other.hosts().isEmpty()
                || one.hosts().stream().anyMatch(other.hosts()::contains);
    }
}
