package io.familygrocer.family.door;

import io.vertx.core.net.SocketAddress;

/** Where a request comes from: the gateway says it, and replaces what clients claim about themselves. */
public final class ClientAddress {

    /** What the gateway says it by: the client first, proxies after it. */
    public static final String HEADER = "X-Forwarded-For";

    private static final int LONGEST = 64;

    private ClientAddress() {}

    /** The address of the client; that of the peer where no gateway is in between. */
    public static String of(String forwarded, SocketAddress peer) {
        if (forwarded != null && !forwarded.isBlank()) {
            String first = forwarded.split(",", 2)[0].strip();
            return first.substring(0, Math.min(LONGEST, first.length()));
        }
        return peer == null || peer.hostAddress() == null ? "unknown" : peer.hostAddress();
    }
}
