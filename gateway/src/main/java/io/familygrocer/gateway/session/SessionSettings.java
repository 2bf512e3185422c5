package io.familygrocer.gateway.session;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

import io.quarkus.runtime.configuration.ConfigurationException;

import io.familygrocer.gateway.route.RouteTable;

/** Checks what types can't say of the settings of sessions. */
public final class SessionSettings {
    private static final String PREFIX = "grocer.gateway.session.";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    private SessionSettings() {}

    /**
     * Says every fault of a configuration, with its fix.
     *
     * @param routes the way to the services that give tokens
     */
    public static void check(SessionConfig config, RouteTable routes, List<String> faults) {
        checkBounds(config, faults);
        if (config.kinds().isEmpty()) {
            return;
        }
        try {
            new Sealer(config.key().orElse(List.of()));
        } catch (ConfigurationException e) {
            faults.add(e.getMessage());
        }
        var cookies = new HashSet<String>();
        config.kinds().forEach((name, kind) -> {
            if (!cookies.add(kind.cookie())) {
                faults.add("%skinds.%s.cookie=%s is another kind's too; each needs its own"
                        .formatted(PREFIX, name, kind.cookie()));
            }
            checkKind(PREFIX + "kinds." + name, name, kind, routes, faults);
        });
    }

    private static void checkBounds(SessionConfig config, List<String> faults) {
        if (config.memory().isNegative() || config.redisPause().isNegative()) {
            faults.add(PREFIX + "memory and .redis-pause must not be negative, for example 1S and 2S");
        }
        if (config.maxMemory() < 1 || config.answerLimit().asLongValue() < 1) {
            faults.add(PREFIX + "max-memory and .answer-limit must be positive, for example 100000 and 256K");
        }
        checkPositive("repeat-window", config.repeatWindow(), "2M", faults);
        checkPositive("renewal-patience", config.renewalPatience(), "5S", faults);
        checkPositive("redis-timeout", config.redisTimeout(), "0.25S", faults);
    }

    private static void checkPositive(String setting, Duration value, String example, List<String> faults) {
        if (!value.isPositive()) {
            faults.add("%s%s must be longer than nothing, for example %s".formatted(PREFIX, setting, example));
        }
    }

    private static void checkKind(
            String key, String name, SessionConfig.Kind kind, RouteTable routes, List<String> faults) {
        if (!NAME.matcher(name).matches() || !NAME.matcher(kind.cookie()).matches()) {
            faults.add(key + ": its name and .cookie must be small letters, digits and dashes");
        }
        if (!kind.idle().isPositive() || kind.absolute().compareTo(kind.idle()) < 0) {
            faults.add(
                    key + ".idle must be longer than nothing and no longer than .absolute, for example 60d and 365d");
        }
        if (kind.endedKey().isPresent() && !kind.endedKey().get().contains("*")) {
            faults.add("%s.ended-key=%s has no * where the claim .ended-claim goes, as {*}:session-ended has"
                    .formatted(key, kind.endedKey().get()));
        }
        kind.begin().forEach(path -> checkPattern(key + ".begin", path, faults));
        kind.renew().orElse(List.of()).forEach(path -> checkPattern(key + ".renew", path, faults));
        checkRouted(key + ".refresh", kind.refresh().strip(), routes, faults);
        kind.end().ifPresent(path -> checkRouted(key + ".end", path.strip(), routes, faults));
    }

    private static void checkPattern(String setting, String path, List<String> faults) {
        try {
            PathPattern.of(path);
        } catch (IllegalArgumentException e) {
            faults.add(setting + " " + e.getMessage());
        }
    }

    private static void checkRouted(String setting, String path, RouteTable routes, List<String> faults) {
        if (!path.startsWith("/api/") || path.contains("*") || routes.find(path, "") == null) {
            faults.add("%s=%s leads to no service; use a path of a route, such as /api/auth/refresh"
                    .formatted(setting, path));
        }
    }
}
