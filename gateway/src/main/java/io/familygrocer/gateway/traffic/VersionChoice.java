package io.familygrocer.gateway.traffic;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;

import io.familygrocer.gateway.limit.Bearer;
import io.familygrocer.gateway.route.Route;
import io.familygrocer.gateway.route.Versions;
import io.familygrocer.gateway.visit.Visit;

/**
 * Says which version of a service a request goes to: the one that a tester names, the one that gets everything, or by
 * weight, the same for all who share a claim, a header or an address. Claims are read without a look at the signature:
 * whoever makes one up chooses a version, and no more than that.
 */
@Singleton
public final class VersionChoice {
    private static final String CLAIM = "claim:";
    private static final String HEADER = "header:";

    private final Map<String, Bearer> bearers = new ConcurrentHashMap<>();
    private final MeterRegistry metrics;

    @Inject
    VersionChoice(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** The route that leads to the version. */
    public Route choose(Visit visit, Route route) {
        var versions = route.versions();
        if (versions == null) {
            return route;
        }
        var version = version(visit, route, versions);
        metrics.counter("grocer.gateway.versions", "upstream", route.upstream().name(), "version", version.name())
                .increment();
        return version.route();
    }

    private Versions.Version version(Visit visit, Route route, Versions versions) {
        if (versions.overrideHeader() != null) {
            var wish = visit.request().getHeader(versions.overrideHeader());
            var named = wish == null ? null : versions.named(wish);
            if (named != null) {
                return named;
            }
        }
        return versions.of(route.upstream().name(), shared(visit, versions.sticky()));
    }

    private String shared(Visit visit, String sticky) {
        String value = null;
        if (sticky.startsWith(CLAIM)) {
            var authorization = visit.request().getHeader("authorization");
            var name = sticky.substring(CLAIM.length());
            value = authorization == null
                    ? null
                    : bearers
                            .computeIfAbsent(name, claim -> new Bearer(Set.of(claim)))
                            .claim(authorization, name)
                            .stream()
                            .min(String::compareTo)
                            .orElse(null);
        } else if (sticky.startsWith(HEADER)) {
            value = visit.request().getHeader(sticky.substring(HEADER.length()));
        }
        return value == null ? visit.origin().client() : value;
    }
}
