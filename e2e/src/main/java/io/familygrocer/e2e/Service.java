package io.familygrocer.e2e;

import java.util.Locale;
import java.util.Optional;

/** The processes of the suite, in the order in which they start. */
public enum Service {
    /** A hash of a password takes 19 MB, two at a time: with less, each sign-in would cost a full collection. */
    FAMILY("family-service", "grocer_family", "192m"),
    LIST("list-service", "grocer_list", "128m"),
    CATALOG("catalog-service", "grocer_catalog", "128m"),
    NOTIFICATION("notification-service", "grocer_notification", "128m"),
    GATEWAY("gateway", null, "128m");

    private final String module;
    private final String database;
    private final String heap;

    Service(String module, String database, String heap) {
        this.module = module;
        this.database = database;
        this.heap = heap;
    }

    /** The most memory that its objects take, as {@code -Xmx} has it. */
    public String heap() {
        return heap;
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
