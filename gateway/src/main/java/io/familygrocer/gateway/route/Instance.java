package io.familygrocer.gateway.route;

import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;

/**
 * One address of a service, and how it does: the requests under way, the failures in a row, whether it is left out. Used
 * by all event loops at once.
 */
public final class Instance {
    private final String host;
    private final SocketAddress address;
    private final boolean tls;
    private final boolean near;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile long leftOutUntil;

    /** @param near whether it is in this gateway's region */
    Instance(String host, String ip, int port, boolean tls, boolean near) {
        this.host = host;
        this.address = SocketAddress.inetSocketAddress(port, ip);
        this.tls = tls;
        this.near = near;
    }

    /** Where a request to it goes; a new object each time, for the caller to complete. */
    public RequestOptions target() {
        return new RequestOptions()
                .setServer(address)
                .setHost(host)
                .setPort(address.port())
                .setSsl(tls);
    }

    /** A request to it begins. */
    public void begin() {
        underWay.incrementAndGet();
    }

    /** A request to it is over. */
    public void end() {
        underWay.decrementAndGet();
    }

    /** It answered. */
    public void succeeded() {
        if (failures.get() != 0) {
            failures.set(0);
        }
    }

    /** It gave no answer. Returns how many times in a row. */
    int failed() {
        return failures.incrementAndGet();
    }

    /** Whether it is in this gateway's region. */
    boolean isNear() {
        return near;
    }

    /** Requests under way. */
    int load() {
        return underWay.get();
    }

    void leaveOut(long untilNanos) {
        failures.set(0);
        leftOutUntil = untilNanos == 0 ? 1 : untilNanos;
    }

    boolean isLeftOut(long nowNanos) {
        return leftOutUntil != 0 && leftOutUntil - nowNanos > 0;
    }

    /** Whether both are the same address. */
    boolean isAt(Instance other) {
        return address.equals(other.address) && host.equals(other.host) && tls == other.tls && near == other.near;
    }

    @Override
    public String toString() {
        return host + " (" + address + ")";
    }
}
