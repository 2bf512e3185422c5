package io.familygrocer.gateway.proxy;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * The body of a request on its way to a service: none, kept for a second try, or streamed without being collected. It
 * fails once it is longer than allowed, for bodies that don't say their length beforehand.
 */
final class RequestBody {
    private final HttpServerRequest request;
    private final long limit;
    private final long announced;
    private final boolean open;
    private final Mirror mirror;
    private Buffer kept;
    private long read;
    private boolean begun;
    private boolean exceeded;

    /**
     * A body whose length is known (0 for none), or -1 for one that ends when it ends.
     *
     * @param mirror gets a copy
     */
    RequestBody(HttpServerRequest request, long announced, long limit, Mirror mirror) {
        this.request = request;
        this.mirror = mirror;
        this.announced = announced;
        this.limit = limit;
        this.open = announced < 0 && isOpenEnded(request);
        if (!isNone()) {
            request.pause();
        }
    }

    /** Whether there is none, as far as the head says. */
    boolean isNone() {
        return announced <= 0 && !open;
    }

    /** Whether a second try can send it again. */
    boolean isRepeatable() {
        return isNone() || !begun || kept != null;
    }

    /** Whether the limit was passed. */
    boolean exceeded() {
        return exceeded;
    }

    /** Collects a body of known, small length, so that it can be sent twice. */
    void keep(long most, Runnable ready, Handler<Throwable> failed) {
        if (isNone() || open || announced > most) {
            ready.run();
            return;
        }
        begun = true;
        var whole = Buffer.buffer((int) announced);
        request.exceptionHandler(failed);
        request.handler(part -> {
            whole.appendBuffer(part);
            mirror.part(part);
        });
        request.endHandler(end -> {
            mirror.whole();
            kept = whole;
            ready.run();
        });
        request.resume();
    }

    /** Sends it; the request to the service ends with it. */
    void sendTo(HttpClientRequest out, Handler<Throwable> failed) {
        if (isNone()) {
            mirror.whole();
            out.send();
        } else if (kept != null) {
            out.send(kept);
        } else {
            stream(out, failed);
        }
    }

    private void stream(HttpClientRequest out, Handler<Throwable> failed) {
        if (!open) {
            out.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(announced));
        }
        request.exceptionHandler(failed);
        request.handler(part -> {
            if (!begun && open) {
                // Only now it is sure that there is one: HTTP/2 doesn't say so in the head.
                out.setChunked(true);
            }
            begun = true;
            read += part.length();
            if (read > limit) {
                if (!exceeded) {
                    exceeded = true;
                    failed.handle(new BodyTooLargeException());
                }
                return;
            }
            mirror.part(part);
            out.write(part);
            if (out.writeQueueFull()) {
                request.pause();
                out.drainHandler(drained -> request.resume());
            }
        });
        request.endHandler(end -> {
            if (read == 0) {
                kept = Buffer.buffer(0);
            }
            if (!exceeded) {
                mirror.whole();
                out.end();
            }
        });
        request.resume();
    }

    private static boolean isOpenEnded(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2
                ? !request.isEnded()
                : request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /** The body is over its limit. Has no stack: it is a signal, not a fault. */
    static final class BodyTooLargeException extends RuntimeException {
        private BodyTooLargeException() {
            super("The request body is over its limit", null, false, false);
        }
    }
}
