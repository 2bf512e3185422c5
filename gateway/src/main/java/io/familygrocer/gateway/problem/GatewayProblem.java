package io.familygrocer.gateway.problem;

import java.util.Locale;

/** A refusal of the gateway's own. The constant's name becomes the stable {@code type} of RFC 9457. */
public enum GatewayProblem {
    /** The path could be read in two ways. */
    INVALID_PATH(400, "The path is not valid"),
    /** It is no HTTP, or HTTP that two readers could read in two ways. */
    MALFORMED_REQUEST(400, "The request can't be read"),
    /** {@code X-Session} names no kind of session. */
    SESSION_UNKNOWN(400, "There is no such session"),
    /** The browser holds another session than its page thinks. */
    SESSION_CHANGED(401, "Another session is open in this browser"),
    /** It would change something with a cookie, and no page of this site says so. */
    CROSS_SITE(403, "This comes from another site"),
    /** The browser would not keep the cookie of a session. */
    SESSION_NEEDS_TLS(403, "Sessions need https"),
    /** Pages of this origin may not use the API. */
    ORIGIN_NOT_ALLOWED(403, "This origin is not allowed"),
    /** No route and no page here. */
    NOT_FOUND(404, "There is nothing here"),
    /** The path is there, the method isn't. */
    METHOD_NOT_ALLOWED(405, "This method is not allowed here"),
    /** The client didn't send the rest of its request in time. */
    REQUEST_TIMEOUT(408, "The request took too long to arrive"),
    /** The body is over the route's limit. */
    BODY_TOO_LARGE(413, "The request body is too large"),
    /** The request line is over its limit. */
    URI_TOO_LONG(414, "The address is too long"),
    /** More requests than a limit allows. */
    RATE_LIMITED(429, "Too many requests"),
    /** One address holds more connections than it may. */
    TOO_MANY_CONNECTIONS(429, "Too many connections from this address"),
    /** One address or user holds more WebSockets than it may. */
    TOO_MANY_WEB_SOCKETS(429, "Too many WebSockets are open"),
    /** The headers are over their limit. */
    HEADERS_TOO_LARGE(431, "The headers are too large"),
    /** A fault of the gateway itself. */
    INTERNAL(500, "Something went wrong here"),
    /** No connection to the service. */
    UPSTREAM_UNREACHABLE(502, "The service can't be reached"),
    /** The service closed the connection, or answered with what is no HTTP. */
    UPSTREAM_BROKEN(502, "The service broke off its answer"),
    /** More requests wait than may. */
    BUSY(503, "Too busy at the moment"),
    /** The service failed so often that it is left alone for a while. */
    UPSTREAM_RESTING(503, "The service is left alone for a moment"),
    /** Whether a session goes on can't be found out at the moment. */
    SESSION_UNCERTAIN(503, "Sessions can't be looked at just now"),
    /** This gateway is about to stop; another one answers. */
    STOPPING(503, "Stopping: connect again"),
    /** The service didn't answer in time. */
    UPSTREAM_TIMEOUT(504, "The service took too long to answer"),
    /** The client wants no question to be asked, and nothing is kept that would do. */
    NOT_CACHED(504, "Nothing is kept of it here");

    private final int status;
    private final String title;

    GatewayProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** One short sentence for people, the same for every occurrence. */
    public String title() {
        return title;
    }

    /** The stable name on the wire. */
    public String type() {
        return "urn:family-grocer:problem:" + label();
    }

    /** The name in metrics, for example {@code upstream-timeout}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether trying again in a moment makes sense. */
    public boolean passing() {
        return status == 503;
    }
}
