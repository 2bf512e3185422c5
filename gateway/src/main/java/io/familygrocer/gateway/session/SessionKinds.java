package io.familygrocer.gateway.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.runtime.configuration.ConfigurationException;

import io.familygrocer.gateway.route.Routes;

/** The kinds of sessions that there are. */
@Singleton
final class SessionKinds {
    private final Map<String, SessionKind> kinds = new TreeMap<>();

    /** @throws ConfigurationException with every fault of the settings and its fix, one a line */
    @Inject
    SessionKinds(SessionConfig config, Routes routes) {
        var faults = new ArrayList<String>();
        SessionSettings.check(config, routes.table(), faults);
        if (!faults.isEmpty()) {
            throw new ConfigurationException("The gateway can't start:\n  - " + String.join("\n  - ", faults));
        }
        config.kinds().forEach((name, kind) -> kinds.put(name, kind(name, kind)));
    }

    /** All of them, in the order of their names. */
    List<SessionKind> all() {
        return List.copyOf(kinds.values());
    }

    Optional<SessionKind> named(String name) {
        return Optional.ofNullable(kinds.get(name));
    }

    private static SessionKind kind(String name, SessionConfig.Kind config) {
        return new SessionKind(
                name,
                config.cookie(),
                config.begin().stream().map(PathPattern::of).toList(),
                config.renew().orElse(List.of()).stream().map(PathPattern::of).toList(),
                config.refresh().strip(),
                config.end().map(String::strip).orElse(null),
                config.endedKey().orElse(null),
                config.endedClaim(),
                config.implicit(),
                config.idle(),
                config.absolute());
    }
}
