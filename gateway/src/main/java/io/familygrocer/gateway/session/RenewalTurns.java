package io.familygrocer.gateway.session;

import java.time.Duration;
import java.util.UUID;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** Lets gateways renew a session one after the other, by a lock in Redis. Without Redis it is everybody's turn. */
final class RenewalTurns {
    /** Longer than a renewal can take. */
    private static final Duration LOCKED = Duration.ofSeconds(25);

    private static final long POLL_MILLIS = 40;

    private final Vertx vertx;
    private final SessionStore store;
    private final Duration patience;

    /** @param patience how long another gateway is waited for */
    RenewalTurns(Vertx vertx, SessionStore store, Duration patience) {
        this.vertx = vertx;
        this.store = store;
        this.patience = patience;
    }

    /**
     * A turn.
     *
     * @param held what is known by then: with another access token than before, somebody else has renewed the session;
     *     null for a session that is over
     * @param lock names its owner; null where it has no lock
     */
    record Turn(Held held, String lock) {
        boolean isOver() {
            return held == null;
        }
    }

    /** Waits until it is our turn, or another gateway has renewed the session, or for long enough. Never fails. */
    Future<Turn> await(SessionKind kind, Held held) {
        return await(kind, held, UUID.randomUUID().toString(), System.nanoTime() + patience.toNanos());
    }

    /** Ends a turn. */
    void over(Turn turn) {
        if (turn.lock() != null && turn.held() != null) {
            store.unlock(turn.held().ticket().id(), turn.lock());
        }
    }

    private Future<Turn> await(SessionKind kind, Held held, String owner, long deadline) {
        var id = held.ticket().id();
        return store.lock(id, owner, LOCKED)
                .compose(locked -> store.read(kind, id).map(known -> turn(held, known, locked ? owner : null)))
                .compose(turn -> {
                    boolean settled = turn.isOver() || turn.lock() != null || turn.held() != held;
                    return settled || System.nanoTime() - deadline > 0
                            ? Future.succeededFuture(turn)
                            : pause().compose(waited -> await(kind, held, owner, deadline));
                })
                .otherwise(new Turn(held, null));
    }

    private static Turn turn(Held held, SessionStore.Known known, String lock) {
        if (known.ended()) {
            return new Turn(null, lock);
        }
        boolean newer = known.held() != null && known.held().ticket().isNewerThan(held.ticket());
        return new Turn(newer ? known.held() : held, lock);
    }

    private Future<Void> pause() {
        Promise<Void> waited = Promise.promise();
        vertx.setTimer(POLL_MILLIS, id -> waited.complete());
        return waited.future();
    }
}
