package io.familygrocer.gateway.listen;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.vertx.core.Future;
import io.vertx.core.http.HttpConnection;

import io.familygrocer.gateway.visit.TrustedProxies;

/** Who holds how many connections. Those of trusted proxies stand for many clients and are not counted. */
final class ConnectionBook {
    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();
    private final Set<HttpConnection> tooMany = ConcurrentHashMap.newKeySet();
    private final TrustedProxies proxies;
    private final int limit;

    ConnectionBook(TrustedProxies proxies, int limit) {
        this.proxies = proxies;
        this.limit = limit;
    }

    /**
     * Notes a new connection until it closes.
     *
     * @param closed calls back when it does; the connection itself does not say so once it carries a WebSocket
     */
    void add(HttpConnection connection, Future<Void> closed) {
        var address = connection.remoteAddress() == null
                ? null
                : connection.remoteAddress().hostAddress();
        if (address == null || proxies.trusts(address)) {
            return;
        }
        if (byAddress.merge(address, 1, Integer::sum) > limit) {
            tooMany.add(connection);
        }
        closed.onComplete(done -> {
            byAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
            tooMany.remove(connection);
        });
    }

    /** Whether a connection is one too many of its address. */
    boolean isTooMany(HttpConnection connection) {
        return !tooMany.isEmpty() && tooMany.contains(connection);
    }

    /** Addresses that hold connections. */
    int addresses() {
        return byAddress.size();
    }
}
