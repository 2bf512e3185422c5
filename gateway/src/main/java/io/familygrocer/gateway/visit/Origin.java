package io.familygrocer.gateway.visit;

import java.util.ArrayList;
import java.util.List;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;

/**
 * Where a request comes from, as far as it can be believed: a peer that is no trusted proxy speaks for itself only.
 *
 * @param client the address of the client
 * @param via the addresses for {@code X-Forwarded-For}: the client, then each proxy, the peer last
 * @param scheme {@code http} or {@code https}, as the client used it
 * @param host host and port as the client asked for them; may be empty
 */
public record Origin(String client, String via, String scheme, String host) {
    /** Headers in which anyone can claim anything about a client; never passed on as they come. */
    public static final List<String> CLAIMS = List.of(
            "forwarded",
            "x-forwarded-for",
            "x-forwarded-proto",
            "x-forwarded-host",
            "x-forwarded-port",
            "x-forwarded-prefix",
            "x-real-ip");

    /** Reads it from a request. */
    public static Origin of(HttpServerRequest request, TrustedProxies proxies) {
        var peer =
                request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
        var address = peer == null ? "unknown" : peer;
        var scheme = request.isSSL() ? "https" : "http";
        var host = request.authority() == null ? "" : request.authority().toString();
        if (peer == null || !proxies.trusts(peer)) {
            return new Origin(address, address, scheme, host);
        }
        var chain = chain(request.headers());
        chain.add(peer);
        var believed = chain.subList(firstStranger(chain, proxies), chain.size());
        return new Origin(
                believed.getFirst(),
                String.join(", ", believed),
                "https".equalsIgnoreCase(request.getHeader("x-forwarded-proto")) ? "https" : scheme,
                request.getHeader("x-forwarded-host") == null ? host : request.getHeader("x-forwarded-host"));
    }

    /** Whether the client itself came by https. */
    public boolean secure() {
        return "https".equals(scheme);
    }

    /** Whether the {@code Origin} that a browser names is this site, by its host and port. */
    public boolean isOwn(String named) {
        int at = named.indexOf("://");
        return at >= 0 && named.substring(at + 3).equalsIgnoreCase(host);
    }

    /** Says what is known about the client; its own claims must not be among the headers any more. */
    public void writeTo(MultiMap headers) {
        headers.set("X-Forwarded-For", via).set("X-Forwarded-Proto", scheme);
        if (!host.isEmpty()) {
            headers.set("X-Forwarded-Host", host);
        }
    }

    private static List<String> chain(MultiMap headers) {
        var chain = new ArrayList<String>();
        for (var value : headers.getAll("x-forwarded-for")) {
            for (var part : value.split(",")) {
                if (!part.isBlank()) {
                    chain.add(part.strip());
                }
            }
        }
        return chain;
    }

    /** From the peer outwards, the first that is no proxy of ours; what stands before it could be invented. */
    private static int firstStranger(List<String> chain, TrustedProxies proxies) {
        int at = chain.size() - 1;
        while (at > 0 && proxies.trusts(chain.get(at))) {
            at--;
        }
        return at;
    }
}
