package io.familygrocer.list.gathering;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;

/** The event loops of Vert.x, each as the thread on which what was asked there is answered. */
@ApplicationScoped
public class EventLoops {

    private final VertxInternal vertx;
    private final Map<EventLoop, Turns> turns = new ConcurrentHashMap<>();

    EventLoops(Vertx vertx) {
        this.vertx = (VertxInternal) vertx;
    }

    /** The one that a context is on; empty where it is on none. */
    public Optional<Turns> of(Context context) {
        return context != null && context.isEventLoopContext()
                ? Optional.of(turns.computeIfAbsent(
                        ((ContextInternal) context).nettyEventLoop(), loop -> new EventLoopTurns(vertx, loop)))
                : Optional.empty();
    }
}
