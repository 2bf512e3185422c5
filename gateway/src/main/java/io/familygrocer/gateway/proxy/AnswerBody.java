package io.familygrocer.gateway.proxy;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/**
 * The body of a service's answer, which tells its passage when the service breaks it off. The library would reset the
 * client's response instead, and that on HTTP/1.1 calls none of the handlers that say a request is over: it would count
 * as in flight for ever and keep this process from stopping.
 */
final class AnswerBody implements ReadStream<Buffer> {
    private final ReadStream<Buffer> source;

    AnswerBody(ReadStream<Buffer> source, Handler<Throwable> brokenOff) {
        this.source = source;
        source.exceptionHandler(brokenOff);
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
        return this;
    }

    @Override
    public ReadStream<Buffer> handler(Handler<Buffer> handler) {
        source.handler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(Handler<Void> handler) {
        source.endHandler(handler);
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
}
