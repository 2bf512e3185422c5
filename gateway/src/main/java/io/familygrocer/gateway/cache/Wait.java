package io.familygrocer.gateway.cache;

import java.time.Duration;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

import io.familygrocer.gateway.visit.Visit;

/** One request that waits for the answer to another one, for no longer than a while. */
final class Wait {
    private final Visit visit;
    private final Duration most;
    private final Runnable then;
    private final Context context = Vertx.currentContext();
    private boolean over;
    private long timer;

    Wait(Visit visit, Duration most, Runnable then) {
        this.visit = visit;
        this.most = most;
        this.then = then;
    }

    /** Called on the event loop of the visit. */
    void begin() {
        visit.request().pause();
        timer = visit.vertx().setTimer(Math.max(1, most.toMillis()), id -> proceed());
    }

    /** Called from anywhere. */
    void end() {
        context.runOnContext(now -> proceed());
    }

    private void proceed() {
        if (over) {
            return;
        }
        over = true;
        visit.vertx().cancelTimer(timer);
        if (visit.over()) {
            return;
        }
        visit.request().resume();
        then.run();
    }
}
