package io.familygrocer.gateway.shed;

import java.util.function.IntConsumer;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

import io.familygrocer.gateway.config.GatewayConfig.Priority;
import io.familygrocer.gateway.visit.Visit;

/** One request that waits for a place, for no longer than a moment. Lives on the event loop of its connection. */
final class Turn {
    private final Visit visit;
    private final Gate gate;
    private final Priority priority;
    private final IntConsumer then;
    private final Runnable tooLong;
    private final IntConsumer call = this::call;
    private final Context context = Vertx.currentContext();
    private long timer;
    private boolean over;

    /**
     * A wait.
     *
     * @param then is told that there is a place now, and how many are under way with it
     * @param tooLong is told that there is none in time
     */
    Turn(Visit visit, Gate gate, Priority priority, IntConsumer then, Runnable tooLong) {
        this.visit = visit;
        this.gate = gate;
        this.priority = priority;
        this.then = then;
        this.tooLong = tooLong;
    }

    /** Returns whether it waits. */
    boolean begin(long mostMillis) {
        if (!gate.await(priority, call)) {
            return false;
        }
        visit.request().pause();
        timer = visit.vertx().setTimer(mostMillis, id -> giveUp());
        visit.atEnd(whole -> abandon());
        return true;
    }

    private void call(int underWay) {
        context.runOnContext(now -> go(underWay));
    }

    private void go(int underWay) {
        over = true;
        visit.vertx().cancelTimer(timer);
        if (visit.over()) {
            gate.leave();
            return;
        }
        visit.request().resume();
        then.accept(underWay);
    }

    private void giveUp() {
        if (!over && gate.withdraw(priority, call)) {
            over = true;
            visit.request().resume();
            tooLong.run();
        }
    }

    private void abandon() {
        if (!over && gate.withdraw(priority, call)) {
            over = true;
            visit.vertx().cancelTimer(timer);
        }
    }
}
