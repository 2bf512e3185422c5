package io.familygrocer.list.gathering;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * Lets questions that come at the same time share one look. It begins once what has come until then is read; those that
 * come while a look is under way gather, and are the next one's. So each answer is of a look that began after its question
 * came. A look that takes long does not hold up the others: after some time another begins beside it.
 *
 * <p>A look that fails or is too late fails its own questions only.
 *
 * <p>Questions may come on any event loop. Each is answered on its own, which is given all of its answers at once: to wake
 * it for each would cost more than the answer.
 *
 * @param <Q> a question
 * @param <A> its answer
 */
public final class Gathering<Q, A> {

    private final Bounds bounds;
    private final Function<List<Q>, Future<List<A>>> look;
    private final ArrayDeque<Waiting<Q, A>> waiting = new ArrayDeque<>();
    private final List<Look<Q, A>> underWay = new ArrayList<>();
    /** Of those under way, the ones that are not late yet: one of them is worth waiting for. */
    private int prompt;

    private boolean begins;
    private boolean alarmed;
    private long alarm;

    /** @param look answers in the order of its questions */
    public Gathering(Bounds bounds, Function<List<Q>, Future<List<A>>> look) {
        this.bounds = bounds;
        this.look = look;
    }

    /**
     * The answer; it fails at once where too many wait.
     *
     * @param turns where it is asked, and answered
     */
    public Future<A> ask(Q question, Turns turns) {
        var asked = new Waiting<Q, A>(question, Promise.promise(), turns);
        synchronized (this) {
            if (waiting.size() >= bounds.maxWaiting()) {
                return Future.failedFuture("Too many calls wait for a look");
            }
            waiting.add(asked);
        }
        beginSoon(turns);
        return asked.answer.future();
    }

    /** Others have come as well, whose questions are read before it begins. */
    private void beginSoon(Turns turns) {
        synchronized (this) {
            if (begins || !isDue()) {
                return;
            }
            begins = true;
        }
        turns.soon(() -> begin(turns));
    }

    /** Somebody waits, and no look is worth waiting for. */
    private boolean isDue() {
        return !waiting.isEmpty()
                && (prompt == 0 || waiting.size() >= bounds.maxBatch())
                && underWay.size() < bounds.maxLooks();
    }

    private void begin(Turns turns) {
        for (var next = next(turns); next != null; next = next(turns)) {
            var begun = next;
            answers(begun.batch).onComplete(found -> end(begun, found, turns));
        }
        watch(turns);
    }

    private synchronized Look<Q, A> next(Turns turns) {
        begins = false;
        if (!isDue()) {
            return null;
        }
        var batch = new ArrayList<Waiting<Q, A>>(Math.min(waiting.size(), bounds.maxBatch()));
        while (!waiting.isEmpty() && batch.size() < bounds.maxBatch()) {
            batch.add(waiting.poll());
        }
        var begun = new Look<>(batch, turns.now());
        underWay.add(begun);
        prompt++;
        return begun;
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

    private void end(Look<Q, A> look, AsyncResult<List<A>> found, Turns turns) {
        synchronized (this) {
            if (!underWay.remove(look)) {
                return;
            }
            prompt -= look.late ? 0 : 1;
        }
        beginSoon(turns);
        look.batch.stream().map(Waiting::turns).distinct().forEach(of -> {
            if (of.here()) {
                look.answer(of, found);
            } else {
                of.soon(() -> look.answer(of, found));
            }
        });
    }

    /** One timer for all that is under way: it fires when the first of them is late, or lost. */
    private void watch(Turns turns) {
        long due;
        long now = turns.now();
        synchronized (this) {
            if (underWay.isEmpty()) {
                return;
            }
            due = now
                    + underWay.stream().mapToLong(look -> due(look) - now).min().getAsLong();
            if (alarmed && alarm - due <= 0) {
                return;
            }
            alarmed = true;
            alarm = due;
        }
        turns.after(Duration.ofNanos(Math.max(0, due - now)), () -> check(due, turns));
    }

    private long due(Look<Q, A> look) {
        return look.began + (look.late ? bounds.timeout() : bounds.patience()).toNanos();
    }

    private void check(long due, Turns turns) {
        var lost = new ArrayList<Look<Q, A>>();
        synchronized (this) {
            alarmed &= alarm != due;
            long now = turns.now();
            for (var look : underWay) {
                if (now - look.began >= bounds.timeout().toNanos()) {
                    lost.add(look);
                } else if (!look.late && now - due(look) >= 0) {
                    look.late = true;
                    prompt--;
                }
            }
        }
        lost.forEach(look -> end(look, Future.failedFuture("The look takes too long"), turns));
        begin(turns);
    }

    /** How much is asked at once, and for how long. */
    public interface Bounds {

        /** How many questions share one look at most. */
        int maxBatch();

        /** How many looks are under way at most. */
        int maxLooks();

        /** How many questions wait for a look at most; further ones fail at once. */
        int maxWaiting();

        /** How long a look is waited for before another begins beside it. */
        Duration patience();

        /** How long a look may take before its questions fail. */
        Duration timeout();
    }

    private record Waiting<Q, A>(Q question, Promise<A> answer, Turns turns) {}

    /** Guarded by the gathering, but for what never changes. */
    private static final class Look<Q, A> {

        private final List<Waiting<Q, A>> batch;
        private final long began;
        private boolean late;

        Look(List<Waiting<Q, A>> batch, long began) {
            this.batch = batch;
            this.began = began;
        }

        /** All that was asked there. */
        void answer(Turns turns, AsyncResult<List<A>> found) {
            for (int i = 0; i < batch.size(); i++) {
                var one = batch.get(i);
                if (one.turns != turns) {
                    continue;
                }
                if (found.succeeded()) {
                    one.answer.complete(found.result().get(i));
                } else {
                    one.answer.fail(found.cause());
                }
            }
        }
    }
}
