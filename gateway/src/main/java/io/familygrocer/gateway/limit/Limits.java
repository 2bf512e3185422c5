package io.familygrocer.gateway.limit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.familygrocer.gateway.config.GatewayConfig;

/** The limits of a configuration. Immutable. */
public final class Limits {
    private final Map<String, Limit> all = new HashMap<>();
    private final Bearer bearer;

    /** @param faults is told of every fault of the limits with its fix; with any, this is of no use */
    public Limits(GatewayConfig config, List<String> faults) {
        config.limits().forEach((name, limit) -> add(name, limit, config.limiter(), faults));
        config.routes()
                .forEach((name, route) -> route.limits().forEach(limit -> {
                    if (!all.containsKey(limit.strip()) && !limit.isBlank()) {
                        faults.add(
                                "grocer.gateway.routes.%s.limits has %s; set grocer.gateway.limits.%s.key and .requests, or use %s"
                                        .formatted(name, limit, limit, all.keySet()));
                    }
                }));
        bearer = new Bearer(claims());
    }

    /** A limit by its name; null where there is none (any more). */
    Limit get(String name) {
        return all.get(name);
    }

    Bearer bearer() {
        return bearer;
    }

    private void add(
            String name, GatewayConfig.LimitConfig config, GatewayConfig.Limiter settings, List<String> faults) {
        var key = "grocer.gateway.limits." + name;
        if (config.requests() < 1 || !config.per().isPositive()) {
            faults.add(key + ".requests and .per must be positive, for example 600 and 60S");
            return;
        }
        int gateways = Math.max(1, settings.gateways());
        try {
            // Leased tokens that stay unspent must not make the sum miss the limit by more than the given share.
            long lease = Math.max(1, (long) (config.requests() * settings.leasePercent() / 100.0 / gateways));
            all.put(name, new Limit(name, Subject.of(config.key()), config.requests(), config.per(), lease));
        } catch (IllegalArgumentException e) {
            faults.add("%s.key=%s %s".formatted(key, config.key(), e.getMessage()));
        }
    }

    private Set<String> claims() {
        var names = new HashSet<String>();
        for (var limit : all.values()) {
            if (limit.subject() instanceof Subject.Claim claim) {
                names.add(claim.name());
            }
        }
        return names;
    }
}
