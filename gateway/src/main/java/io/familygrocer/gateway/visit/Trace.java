package io.familygrocer.gateway.visit;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.vertx.core.http.HttpServerRequest;

/**
 * The trace that a request belongs to. With tracing on, the tracer made it and writes the header to the service; with
 * tracing off the client's is passed on, or a new one made, so that a problem document always names a trace.
 *
 * @param id 32 hexadecimal digits
 * @param header the {@code traceparent} to pass on (W3C trace context)
 */
public record Trace(String id, String header) {
    private static final Pattern TRACEPARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

    /** Reads or makes it. */
    public static Trace of(HttpServerRequest request) {
        var span = Span.current().getSpanContext();
        if (span.isValid()) {
            return of(span);
        }
        var header = request.getHeader("traceparent");
        if (header == null) {
            return make();
        }
        var matcher = TRACEPARENT.matcher(header);
        return matcher.matches() ? new Trace(matcher.group(1), header) : make();
    }

    private static Trace of(SpanContext span) {
        var flags = span.getTraceFlags().asHex();
        return new Trace(span.getTraceId(), "00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + flags);
    }

    private static Trace make() {
        var random = ThreadLocalRandom.current();
        // The lowest bit set: an id of zeros is invalid.
        var id = hex(random.nextLong()) + hex(random.nextLong() | 1);
        return new Trace(id, "00-" + id + "-" + hex(random.nextLong() | 1) + "-00");
    }

    /** Sixteen hexadecimal digits; many times faster than a format, and each request needs it. */
    static String hex(long value) {
        return HexFormat.of().toHexDigits(value);
    }
}
