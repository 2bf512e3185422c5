package io.familygrocer.list.pull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/**
 * Lets questions that come at the same time share one look. The first is looked after at once; those that come while a
 * look is under way gather, and are the next one's. So each answer is of a look that began after its question came. A
 * look that takes long does not hold up the others: after some time another begins beside it.
 *
 * <p>A look that fails or is too late fails its own questions only.
 *
 * @param <Q> a question
 * @param <A> its answer
 */
final class Gathering<Q, A> {

    private final Vertx vertx;
    private final PullConfig bounds;
    private final Function<List<Q>, Future<List<A>>> look;
    private final ArrayDeque<Waiting<Q, A>> waiting = new ArrayDeque<>();
    private int underWay;
    /** Of those under way, the ones that are not late yet: one of them is worth waiting for. */
    private int prompt;

    /** @param look answers in the order of its questions */
    Gathering(Vertx vertx, PullConfig bounds, Function<List<Q>, Future<List<A>>> look) {
        this.vertx = vertx;
        this.bounds = bounds;
        this.look = look;
    }

    /** The answer; it fails at once where too many wait. It comes on whatever thread the look ends on. */
    Future<A> ask(Q question) {
        var asked = new Waiting<Q, A>(question, Promise.promise());
        synchronized (this) {
            if (waiting.size() >= bounds.maxWaiting()) {
                return Future.failedFuture("Too many calls wait for a look");
            }
            waiting.add(asked);
        }
        begin();
        return asked.answer.future();
    }

    /** Begins a look where somebody waits and none is worth waiting for. */
    private void begin() {
        for (var batch = next(); !batch.isEmpty(); batch = next()) {
            look(batch);
        }
    }

    private synchronized List<Waiting<Q, A>> next() {
        boolean due = prompt == 0 || waiting.size() >= bounds.maxBatch();
        if (waiting.isEmpty() || !due || underWay >= bounds.maxLooks()) {
            return List.of();
        }
        var batch = new ArrayList<Waiting<Q, A>>(Math.min(waiting.size(), bounds.maxBatch()));
        while (!waiting.isEmpty() && batch.size() < bounds.maxBatch()) {
            batch.add(waiting.poll());
        }
        underWay++;
        prompt++;
        return batch;
    }

    private void look(List<Waiting<Q, A>> batch) {
        var state = new State();
        long timer = vertx.setTimer(Math.max(1, bounds.patience().toMillis()), fired -> late(state));
        long end = vertx.setTimer(Math.max(1, bounds.timeout().toMillis()), fired -> {
            if (over(state)) {
                batch.forEach(one -> one.answer.fail("The look takes too long"));
                begin();
            }
        });
        answers(batch).onComplete(found -> {
            vertx.cancelTimer(timer);
            vertx.cancelTimer(end);
            if (!over(state)) {
                return;
            }
            // The next one first: it is under way while these are answered.
            begin();
            if (found.succeeded()) {
                for (int i = 0; i < batch.size(); i++) {
                    batch.get(i).answer.complete(found.result().get(i));
                }
            } else {
                batch.forEach(one -> one.answer.fail(found.cause()));
            }
        });
    }

    private Future<List<A>> answers(List<Waiting<Q, A>> batch) {
        try {
            return look.apply(batch.stream().map(Waiting::question).toList()).map(found -> {
                if (found.size() != batch.size()) {
                    throw new IllegalStateException("%d answers to %d questions".formatted(found.size(), batch.size()));
                }
                return found;
            });
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void late(State state) {
        synchronized (this) {
            if (state.over || state.late) {
                return;
            }
            state.late = true;
            prompt--;
        }
        begin();
    }

    private synchronized boolean over(State state) {
        if (state.over) {
            return false;
        }
        state.over = true;
        underWay--;
        prompt -= state.late ? 0 : 1;
        return true;
    }

    private record Waiting<Q, A>(Q question, Promise<A> answer) {}

    /** Of one look; guarded by the gathering. */
    private static final class State {

        private boolean late;
        private boolean over;
    }
}
