package io.familygrocer.e2e;

import java.util.Locale;
import java.util.Optional;

/** The processes of the suite, in the order in which they start. */
public enum Service {
    FAMILY("family-service", "grocer_family"),
    LIST("list-service", "grocer_list"),
    CATALOG("catalog-service", "grocer_catalog"),
    NOTIFICATION("notification-service", "grocer_notification"),
    GATEWAY("gateway", null);

    private final String module;
    private final String database;

    Service(String module, String database) {
        this.module = module;
        this.database = database;
    }

    /** The folder of its sources, and its name everywhere. */
    public String module() {
        return module;
    }

    /** Its database and the role that owns it; the gateway has none. */
    public Optional<String> database() {
        return Optional.ofNullable(database);
    }

    /** The environment variable by which the gateway learns where it is. */
    String upstreamVariable() {
        return "GROCER_GATEWAY_UPSTREAMS_" + name().toUpperCase(Locale.ROOT);
    }
}
