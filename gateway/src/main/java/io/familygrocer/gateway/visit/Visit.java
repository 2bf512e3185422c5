package io.familygrocer.gateway.visit;

import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** One request on its way through the gateway: what is known about it. Lives on the event loop of its connection. */
public final class Visit {
    /** The header that names a request in logs on both sides. */
    public static final String REQUEST_ID = "X-Request-Id";

    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final RoutingContext context;
    private final Origin origin;
    private final Trace trace;
    private final String requestId;
    private final long started = System.nanoTime();
    private String route = "none";
    private boolean brokenOff;

    /** Begins a visit. */
    public Visit(RoutingContext context, TrustedProxies proxies) {
        this.context = context;
        this.origin = Origin.of(context.request(), proxies);
        this.trace = Trace.of(context.request());
        this.requestId = requestId(context.request().getHeader(REQUEST_ID));
    }

    /** The routing context it came with. */
    public RoutingContext context() {
        return context;
    }

    /** The request. */
    public HttpServerRequest request() {
        return context.request();
    }

    /** The response. */
    public HttpServerResponse response() {
        return context.response();
    }

    /** Where it comes from. */
    public Origin origin() {
        return origin;
    }

    /** Its trace. */
    public Trace trace() {
        return trace;
    }

    /** Its id: the client's where that is well formed, else one of ours. */
    public String requestId() {
        return requestId;
    }

    /** The name of the route that serves it, or {@code none}, {@code site}, {@code status}: a small set. */
    public String route() {
        return route;
    }

    /** Says which route serves it. */
    public void route(String name) {
        this.route = name;
    }

    /** Whether its answer began and could not be ended. */
    public boolean brokenOff() {
        return brokenOff;
    }

    /** Says that its answer can't be ended. */
    public void markBrokenOff() {
        this.brokenOff = true;
    }

    /** Nanoseconds since the request's head was read. */
    public long elapsedNanos() {
        return System.nanoTime() - started;
    }

    private static String requestId(String offered) {
        return offered != null && WELL_FORMED.matcher(offered).matches()
                ? offered
                : "%016x".formatted(ThreadLocalRandom.current().nextLong());
    }
}
