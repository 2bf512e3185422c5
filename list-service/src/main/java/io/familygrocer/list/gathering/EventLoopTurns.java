package io.familygrocer.list.gathering;

import java.time.Duration;

import io.netty.channel.EventLoop;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;

/** An event loop of Vert.x. */
final class EventLoopTurns implements Turns {

    /** Nobody's: what is done for many requests is not done in the context of the first. */
    private final ContextInternal context;

    EventLoopTurns(VertxInternal vertx, EventLoop loop) {
        this.context =
                vertx.createEventLoopContext(loop, null, Thread.currentThread().getContextClassLoader());
    }

    @Override
    public boolean here() {
        return context.inThread();
    }

    @Override
    public void soon(Runnable work) {
        context.runOnContext(ignored -> work.run());
    }

    @Override
    public void after(Duration time, Runnable work) {
        // A timer fires on the context that sets it, and not before a whole millisecond.
        long millis = Math.max(1, time.plusNanos(999_999).toMillis());
        context.emit(ignored -> context.owner().setTimer(millis, fired -> work.run()));
    }

    @Override
    public long now() {
        return System.nanoTime();
    }
}
