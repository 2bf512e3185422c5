package io.familygrocer.gateway.proxy;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.vertx.core.MultiMap;

import io.familygrocer.gateway.visit.Origin;

/** Which headers go on. Those that are meant for one connection only (RFC 9110, section 7.6.1) don't. */
final class HopHeaders {
    private static final Set<String> HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings");

    /** What the gateway says to a service in its own words. */
    private static final Set<String> NOT_TO_SERVICES = union(
            HOP,
            Origin.CLAIMS,
            List.of(
                    "host",
                    "expect",
                    "content-length",
                    "x-request-id",
                    "traceparent",
                    "x-request-timeout",
                    "x-mirrored"));

    private HopHeaders() {}

    /** Copies what a service may hear. */
    static void copyRequest(MultiMap from, MultiMap to) {
        copy(from, to, NOT_TO_SERVICES);
    }

    /** Copies what a client may hear. The length goes along: framing is the answer's own matter. */
    static void copyAnswer(MultiMap from, MultiMap to) {
        copy(from, to, HOP);
    }

    private static void copy(MultiMap from, MultiMap to, Set<String> without) {
        var named = named(from);
        for (var header : from) {
            var name = header.getKey().toLowerCase(Locale.ROOT);
            if (!without.contains(name) && !named.contains(name)) {
                to.add(name, header.getValue());
            }
        }
    }

    /** What {@code Connection} names; but what says where a message ends is not removable by the sender's wish. */
    private static Set<String> named(MultiMap headers) {
        var lines = headers.getAll("connection");
        if (lines.isEmpty() || lines.size() == 1 && lines.getFirst().equalsIgnoreCase("keep-alive")) {
            // As nearly always; and that one never goes on.
            return Set.of();
        }
        var names = new HashSet<String>();
        for (var value : lines) {
            for (var name : value.split(",")) {
                names.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        names.remove("content-length");
        return names;
    }

    private static Set<String> union(Set<String> some, List<String> more, List<String> others) {
        var all = new HashSet<>(some);
        all.addAll(more);
        all.addAll(others);
        return Set.copyOf(all);
    }
}
