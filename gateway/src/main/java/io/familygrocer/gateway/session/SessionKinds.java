package io.familygrocer.gateway.session;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.runtime.configuration.ConfigurationException;

/** The kinds of sessions that there are. */
@Singleton
final class SessionKinds {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final String PREFIX = "grocer.gateway.session.kinds.";

    private final Map<String, SessionKind> kinds = new TreeMap<>();

    /** @throws ConfigurationException with every fault and its fix, one a line */
    @Inject
    SessionKinds(SessionConfig config) {
        var faults = new ArrayList<String>();
        var cookies = new HashSet<String>();
        config.kinds().forEach((name, kind) -> {
            if (!NAME.matcher(name).matches() || !NAME.matcher(kind.cookie()).matches()) {
                faults.add(PREFIX + name + ": its name and .cookie must be small letters, digits and dashes");
            }
            if (!cookies.add(kind.cookie())) {
                faults.add(PREFIX + name + ".cookie=" + kind.cookie() + " is another kind's too");
            }
            if (!kind.idle().isPositive() || !kind.absolute().isPositive()) {
                faults.add(PREFIX + name + ".idle and .absolute must be longer than nothing, for example 60d and 365d");
            }
            try {
                kinds.put(name, kind(name, kind));
            } catch (IllegalArgumentException e) {
                faults.add(PREFIX + name + " " + e.getMessage());
            }
        });
        if (!faults.isEmpty()) {
            throw new ConfigurationException("The gateway can't start:\n  - " + String.join("\n  - ", faults));
        }
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
