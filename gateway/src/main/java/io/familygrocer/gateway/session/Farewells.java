package io.familygrocer.gateway.session;

import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.jboss.logging.Logger;

import io.familygrocer.gateway.visit.Visit;

/** Tells the service that a session is over. Where it does not hear, it is told again for a while. */
final class Farewells {
    private static final Logger LOG = Logger.getLogger(Farewells.class);
    private static final int MOST = 10_000;
    private static final int TRIES = 120;
    private static final long PAUSE_MILLIS = 5_000;

    private final Vertx vertx;
    private final TokenSource tokens;
    private final AtomicInteger waiting = new AtomicInteger();

    Farewells(Vertx vertx, TokenSource tokens) {
        this.vertx = vertx;
        this.tokens = tokens;
    }

    /** Tells it; completes with the first try. Never fails. */
    Future<Void> say(SessionKind kind, String refresh, Visit visit) {
        Promise<Void> tried = Promise.promise();
        tokens.end(kind, refresh, visit).onSuccess(heard -> {
            if (!heard) {
                again(kind, refresh, visit, TRIES);
            }
            tried.complete();
        });
        return tried.future();
    }

    private void again(SessionKind kind, String refresh, Visit visit, int tries) {
        if (tries == 0 || waiting.incrementAndGet() > MOST) {
            if (tries != 0) {
                waiting.decrementAndGet();
            }
            LOG.warnf(
                    "A session of kind %s is over, and the service has not heard it: it ends there by its age",
                    kind.name());
            return;
        }
        vertx.setTimer(
                PAUSE_MILLIS,
                id -> tokens.end(kind, refresh, visit).onSuccess(heard -> {
                    waiting.decrementAndGet();
                    if (!heard) {
                        again(kind, refresh, visit, tries - 1);
                    }
                }));
    }
}
