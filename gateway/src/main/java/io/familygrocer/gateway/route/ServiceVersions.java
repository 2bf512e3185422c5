package io.familygrocer.gateway.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.familygrocer.gateway.config.TrafficConfig;

/** Reads what is configured of the versions of services, and says every fault with its fix. */
final class ServiceVersions {
    private final TrafficConfig config;
    private final Map<String, Upstream> upstreams;
    private final List<String> faults;
    private final Map<String, Mirroring> mirrors = new TreeMap<>();

    ServiceVersions(TrafficConfig config, Map<String, Upstream> upstreams, List<String> faults) {
        this.config = config;
        this.upstreams = upstreams;
        this.faults = faults;
        config.services().forEach(this::check);
    }

    /** The route with the versions and the mirror of its service, where it has any. */
    Route apply(Route route) {
        var service = config.services().get(route.upstream().name());
        if (service == null) {
            return route;
        }
        var own = route.with(null, mirrors.get(route.upstream().name()));
        var all = new ArrayList<Versions.Version>();
        int rest = 100;
        for (var version : new TreeMap<>(service.versions()).entrySet()) {
            var upstream = upstreams.get(version.getValue().upstream());
            if (upstream != null) {
                all.add(new Versions.Version(
                        version.getKey(), version.getValue().percent(), own.to(upstream)));
                rest -= version.getValue().percent();
            }
        }
        if (all.isEmpty()) {
            return own;
        }
        all.add(new Versions.Version(Versions.STABLE, Math.max(0, rest), own));
        var serves = service.serves().orElse(null);
        var versions = new Versions(
                List.copyOf(all),
                all.stream()
                        .filter(version -> version.name().equals(serves))
                        .findFirst()
                        .orElse(null),
                service.sticky(),
                service.overrideHeader().orElse(null));
        return own.with(versions, own.mirroring());
    }

    private void check(String name, TrafficConfig.Service service) {
        var key = "grocer.gateway.traffic.services." + name;
        if (!upstreams.containsKey(name)) {
            faults.add(key + " names no upstream; use one of " + upstreams.keySet());
        }
        service.versions().forEach((version, settings) -> {
            checkUpstream(key + ".versions." + version + ".upstream", settings.upstream());
            checkPercent(key + ".versions." + version + ".percent", settings.percent());
            if (version.equals(Versions.STABLE)) {
                faults.add(key + ".versions.stable: stable is the name of the service itself; choose another");
            }
        });
        int sum = service.versions().values().stream()
                .mapToInt(TrafficConfig.Version::percent)
                .sum();
        if (sum > 100) {
            faults.add(key + ".versions have " + sum + " percent together; at most 100, the rest is the service's own");
        }
        service.serves()
                .filter(serves ->
                        !serves.equals(Versions.STABLE) && !service.versions().containsKey(serves))
                .ifPresent(serves -> faults.add("%s.serves=%s is no version; use stable or one of %s"
                        .formatted(key, serves, service.versions().keySet())));
        if (!service.sticky().equals("address") && !service.sticky().matches("(claim|header):[A-Za-z0-9_.-]+")) {
            faults.add(key + ".sticky=" + service.sticky() + " must be claim:NAME, header:NAME or address");
        }
        service.mirror().ifPresent(mirror -> addMirror(name, key + ".mirror", mirror));
    }

    private void addMirror(String name, String key, TrafficConfig.Mirror mirror) {
        checkUpstream(key + ".upstream", mirror.upstream());
        checkPercent(key + ".percent", mirror.percent());
        var upstream = upstreams.get(mirror.upstream());
        if (upstream != null) {
            mirrors.put(
                    name,
                    new Mirroring(
                            upstream,
                            mirror.percent(),
                            mirror.maxBody().asLongValue(),
                            mirror.maxUnderWay(),
                            new AtomicInteger()));
        }
    }

    private void checkUpstream(String key, String name) {
        if (!upstreams.containsKey(name)) {
            faults.add(
                    "%s=%s names no upstream that works; set grocer.gateway.upstreams.%s=http://host:port, or use one of %s"
                            .formatted(key, name, name, upstreams.keySet()));
        }
    }

    private void checkPercent(String key, int percent) {
        if (percent < 0 || percent > 100) {
            faults.add(key + "=" + percent + " must be 0 to 100");
        }
    }
}
