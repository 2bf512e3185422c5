package io.familygrocer.gateway.proxy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

import io.familygrocer.gateway.config.GatewayConfig;

/**
 * The rest of a request that is already answered. A client that still sends would see a reset instead of the answer if
 * the connection closed under it, so the rest is read and dropped, within bounds.
 */
final class Leftover {
    private final HttpServerRequest request;
    private final long limit;
    private long dropped;

    private Leftover(HttpServerRequest request, long limit) {
        this.request = request;
        this.limit = limit;
    }

    /** Drops what is still to come; closes the connection when it is too much or takes too long. */
    static void drop(Vertx vertx, HttpServerRequest request, GatewayConfig.Refusal bounds) {
        if (request.isEnded()) {
            return;
        }
        var leftover = new Leftover(request, bounds.maxDiscarded().asLongValue());
        long timer = vertx.setTimer(bounds.time().toMillis(), id -> leftover.close());
        request.handler(leftover::count);
        request.exceptionHandler(cause -> vertx.cancelTimer(timer));
        request.endHandler(end -> vertx.cancelTimer(timer));
        request.resume();
    }

    private void count(Buffer buffer) {
        dropped += buffer.length();
        if (dropped > limit) {
            close();
        }
    }

    private void close() {
        if (!request.isEnded()) {
            request.connection().close();
        }
    }
}
