package io.familygrocer.gateway.proxy;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/** A request body that fails once it is longer than allowed, for bodies that don't say their length beforehand. */
final class BoundedBody implements ReadStream<Buffer> {
    private final ReadStream<Buffer> source;
    private final long limit;
    private long read;
    private boolean exceeded;
    private Handler<Throwable> failed = cause -> {};

    BoundedBody(ReadStream<Buffer> source, long limit) {
        this.source = source;
        this.limit = limit;
    }

    /** Whether the limit was passed. */
    boolean exceeded() {
        return exceeded;
    }

    @Override
    public ReadStream<Buffer> handler(Handler<Buffer> handler) {
        source.handler(handler == null ? null : buffer -> count(buffer, handler));
        return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
        failed = handler == null ? cause -> {} : handler;
        source.exceptionHandler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(Handler<Void> handler) {
        source.endHandler(
                handler == null
                        ? null
                        : end -> {
                            if (!exceeded) {
                                handler.handle(end);
                            }
                        });
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        source.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        source.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        source.fetch(amount);
        return this;
    }

    private void count(Buffer buffer, Handler<Buffer> handler) {
        read += buffer.length();
        if (read <= limit) {
            handler.handle(buffer);
        } else if (!exceeded) {
            exceeded = true;
            failed.handle(new BodyTooLargeException());
        }
    }

    /** The body is over its limit. Has no stack: it is a signal, not a fault. */
    static final class BodyTooLargeException extends RuntimeException {
        private BodyTooLargeException() {
            super("The request body is over its limit", null, false, false);
        }
    }
}
