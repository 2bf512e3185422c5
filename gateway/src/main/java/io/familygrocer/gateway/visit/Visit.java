package io.familygrocer.gateway.visit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** One request on its way through the gateway: what is known about it. Lives on the event loop of its connection. */
public final class Visit {
    /** The header that names a request in logs on both sides. */
    public static final String REQUEST_ID = "X-Request-Id";

    private static final int LONGEST_ID = 64;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final String path;
    private final Origin origin;
    private final Trace trace;
    private final String requestId;
    private final List<Consumer<Boolean>> atEnd = new ArrayList<>(4);
    private final long started = System.nanoTime();
    private String route = "none";
    private long head;
    private boolean brokenOff;
    private boolean over;
    private boolean personal;
    private boolean upgrades;
    private AnswerRewriter rewriter;

    /** Begins a visit. */
    public Visit(Vertx vertx, HttpServerRequest request, TrustedProxies proxies) {
        this.vertx = vertx;
        this.request = request;
        this.response = request.response();
        this.path = request.path();
        this.origin = Origin.of(request, proxies);
        this.trace = Trace.of(request);
        this.requestId = requestId(request.getHeader(REQUEST_ID));
        response.endHandler(end -> end(true));
        response.closeHandler(closed -> end(false));
        response.exceptionHandler(cause -> end(false));
    }

    /** What runs the event loops. */
    public Vertx vertx() {
        return vertx;
    }

    /** The request. */
    public HttpServerRequest request() {
        return request;
    }

    /** The response. */
    public HttpServerResponse response() {
        return response;
    }

    /** The raw path; null where the request has none. */
    public String path() {
        return path;
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

    /** Whether the answer is for the holder of one session only: nobody may keep it for others. */
    public boolean personal() {
        return personal;
    }

    /** Says that the answer is for the holder of one session only. */
    public void markPersonal() {
        this.personal = true;
    }

    /** Whether it asks for a WebSocket, on a route that has them. */
    public boolean upgrades() {
        return upgrades;
    }

    /** Says that it asks for a WebSocket, on a route that has them. */
    public void markUpgrade() {
        this.upgrades = true;
    }

    /** Says that the WebSocket that came of it is over; the response doesn't notice. */
    public void leave() {
        end(true);
    }

    /** What changes a service's answer on its way; null for nothing. */
    public AnswerRewriter rewriter() {
        return rewriter;
    }

    /** Has a service's answer changed on its way. */
    public void rewriter(AnswerRewriter changes) {
        this.rewriter = changes;
    }

    /** Calls back once, when the answer has gone out whole (true) or never will (false). */
    public void atEnd(Consumer<Boolean> listener) {
        atEnd.add(listener);
    }

    /** Whether it is over, in one way or the other. */
    public boolean over() {
        return over;
    }

    /** Says that the answer's head goes out. */
    public void markHead() {
        head = System.nanoTime();
    }

    /** When the answer's head went out, by {@link System#nanoTime()}; 0 for not yet. */
    public long headNanos() {
        return head;
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

    private void end(boolean whole) {
        if (over) {
            return;
        }
        over = true;
        for (var listener : atEnd) {
            listener.accept(whole);
        }
    }

    private static String requestId(String offered) {
        return offered != null && isWellFormed(offered)
                ? offered
                : Trace.hex(ThreadLocalRandom.current().nextLong());
    }

    /** Letters, digits, dot, dash and underscore. */
    private static boolean isWellFormed(String id) {
        if (id.isEmpty() || id.length() > LONGEST_ID) {
            return false;
        }
        for (int at = 0; at < id.length(); at++) {
            char c = id.charAt(at);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!letter && !(c >= '0' && c <= '9') && c != '.' && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
    }
}
