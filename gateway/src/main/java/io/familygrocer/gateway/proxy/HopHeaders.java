package io.familygrocer.gateway.proxy;

import java.util.List;

import io.vertx.core.MultiMap;

/** Headers that are meant for one connection only (RFC 9110, section 7.6.1). */
final class HopHeaders {
    private static final List<String> NAMES = List.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "upgrade",
            "http2-settings");

    private HopHeaders() {}

    /**
     * Removes them, those that {@code Connection} names included. {@code Transfer-Encoding} stays: the proxy decides on
     * it by itself.
     */
    static void removeFrom(MultiMap headers) {
        for (var value : headers.getAll("connection")) {
            for (var name : value.split(",")) {
                if (!name.isBlank() && !isFraming(name.strip())) {
                    headers.remove(name.strip());
                }
            }
        }
        NAMES.forEach(headers::remove);
    }

    /** What says where a message ends must not be removable by the sender's wish. */
    private static boolean isFraming(String name) {
        return name.equalsIgnoreCase("content-length")
                || name.equalsIgnoreCase("transfer-encoding")
                || name.equalsIgnoreCase("host");
    }
}
