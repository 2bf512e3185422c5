package io.familygrocer.gateway.route;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.Context;
import io.vertx.core.http.HttpClient;

/**
 * Clients that event loops have for themselves, so that a request's way to a service and back stays on the thread that the
 * client's connection lives on: nothing is handed over, and nobody is woken.
 */
final class LoopClients {
    /** With fewer connections each, too many would wait beside idle ones of another loop. */
    private static final int FEWEST = 16;

    private final List<HttpClient> all;
    private final AtomicInteger taken = new AtomicInteger();
    private final FastThreadLocal<HttpClient> own = new FastThreadLocal<>() {
        @Override
        protected HttpClient initialValue() {
            return all.get(Math.floorMod(taken.getAndIncrement(), all.size()));
        }
    };

    /** @param client makes one of so many */
    private LoopClients(int count, IntFunction<HttpClient> client) {
        all = IntStream.range(0, count).mapToObj(one -> client.apply(count)).toList();
    }

    /**
     * One client for each event loop, or fewer where a bound is too small to be divided.
     *
     * @param connections that all may have together
     * @param client makes one, by how many there are
     */
    static LoopClients of(int loops, int connections, IntFunction<HttpClient> client) {
        return new LoopClients(Math.clamp(connections / FEWEST, 1, loops), client);
    }

    /** The one of this event loop; any one elsewhere. */
    HttpClient here() {
        return Context.isOnEventLoopThread() ? own.get() : all.getFirst();
    }

    void close() {
        all.forEach(HttpClient::close);
    }
}
