package io.familygrocer.gateway.visit;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** How a client asks for a WebSocket, and a service gives one (RFC 6455, section 4). */
public final class Handshake {
    /** The status of a yes. */
    public static final int SWITCHING_PROTOCOLS = 101;

    private static final String PROTOCOL = "websocket";

    private Handshake() {}

    /** Whether a request asks for one. One with a body does not, nor does one that wants its connection closed. */
    public static boolean isWanted(HttpServerRequest request) {
        var headers = request.headers();
        if (request.version() != HttpVersion.HTTP_1_1
                || request.method() != HttpMethod.GET
                || headers.contains(HttpHeaders.CONTENT_LENGTH)
                || headers.contains(HttpHeaders.TRANSFER_ENCODING)) {
            return false;
        }
        var options = headers.getAll(HttpHeaders.CONNECTION).stream()
                .flatMap(value -> Stream.of(value.toLowerCase(Locale.ROOT).split(",")))
                .map(String::strip)
                .collect(Collectors.toSet());
        return names(headers) && options.contains("upgrade") && !options.contains("close");
    }

    /** Whether these headers name the protocol, and no other. */
    public static boolean names(MultiMap headers) {
        var protocols = headers.getAll(HttpHeaders.UPGRADE);
        return protocols.size() == 1
                && PROTOCOL.equalsIgnoreCase(protocols.getFirst().strip());
    }

    /** Says that the connection changes over, in a question or an answer. */
    public static void writeTo(MultiMap headers) {
        headers.set(HttpHeaders.CONNECTION, "Upgrade").set(HttpHeaders.UPGRADE, PROTOCOL);
    }
}
