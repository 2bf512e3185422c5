package io.familygrocer.platform.web;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;

/** Where the current request comes from, for code that need not know HTTP otherwise. */
@ApplicationScoped
public class RequestOrigin {

    private static final int MAX_AGENT = 200;

    private final CurrentVertxRequest current;

    RequestOrigin(CurrentVertxRequest current) {
        this.current = current;
    }

    /** The address and the program that ask; empty outside a request, as in a consumer or a scheduled task. */
    public Optional<Origin> get() {
        if (!Arc.container().requestContext().isActive()) {
            return Optional.empty();
        }
        return Optional.ofNullable(current.getCurrent()).map(RequestOrigin::of);
    }

    private static Origin of(RoutingContext context) {
        var request = context.request();
        // What a proxy says is believed as far as quarkus.http.proxy.* has it.
        String address = String.valueOf(request.remoteAddress().hostAddress());
        String agent = request.getHeader("User-Agent");
        return new Origin(address, agent == null ? "" : oneLine(agent));
    }

    private static String oneLine(String agent) {
        String clean = agent.replaceAll("[\\p{Cc}\\p{Cs}]", " ").strip();
        return clean.length() <= MAX_AGENT ? clean : clean.substring(0, MAX_AGENT);
    }

    /**
     * Who asks, as far as the network knows.
     *
     * @param address of the client, as a trusted proxy or the connection says it; never null
     * @param agent the {@code User-Agent} in one line of at most 200 characters; never null, may be empty
     */
    public record Origin(String address, String agent) {}
}
