package io.familygrocer.gateway.session;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.jboss.logging.Logger;

import io.familygrocer.gateway.visit.Visit;

/**
 * Makes access tokens of tickets. The browser's cookie is enough for it; memory and Redis make it fast and let gateways
 * share what they know. A session is renewed by one call at a time, over all gateways while Redis answers. Without Redis
 * several may call: the service gives the same answer to each (see docs/adr/0063).
 */
final class Sessions {
    private static final Logger LOG = Logger.getLogger(Sessions.class);
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final SessionStore store;
    private final RenewalTurns turns;
    private final Farewells farewells;
    private final TokenSource tokens;
    private final SessionConfig config;
    private final InstantSource clock;
    private final MeterRegistry metrics;
    private final Cache<String, Kept> memory;
    private final Cache<String, Long> shown;
    private final Map<String, Future<Standing>> renewals = new ConcurrentHashMap<>();

    Sessions(
            Vertx vertx,
            SessionStore store,
            TokenSource tokens,
            SessionConfig config,
            InstantSource clock,
            MeterRegistry metrics) {
        this.store = store;
        this.turns = new RenewalTurns(vertx, store, config.renewalPatience());
        this.farewells = new Farewells(vertx, tokens);
        this.tokens = tokens;
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
        this.memory = Caffeine.newBuilder()
                .maximumSize(config.maxMemory())
                .expireAfterWrite(REMEMBERED)
                .build();
        this.shown = Caffeine.newBuilder()
                .maximumSize(config.maxMemory())
                .expireAfterWrite(REMEMBERED)
                .build();
    }

    /** What this gateway knows, and when it has asked for it; null held for a session that is over. */
    private record Kept(Held held, long readAt) {}

    /** How the session of a shown ticket stands. Never fails. */
    Future<Standing> open(SessionKind kind, Ticket ticket, Visit visit) {
        var kept = memory.getIfPresent(ticket.id());
        if (kept != null && kept.held() == null) {
            return Future.succeededFuture(new Standing.Over());
        }
        // A browser that knows more than we do has been elsewhere.
        boolean behind = kept == null || ticket.isNewerThan(kept.held().ticket());
        boolean fresh =
                !behind && System.nanoTime() - kept.readAt() < config.memory().toNanos();
        var held = kept == null ? null : kept.held();
        if (fresh || !store.isReachable()) {
            return judge(kind, ticket, held, visit);
        }
        return store.read(kind, ticket.id())
                .transform(read -> read.failed()
                        ? judge(kind, ticket, held, visit)
                        : learn(kind, ticket, held, read.result(), visit));
    }

    /** A new session; the future never fails. */
    Future<Ticket> begin(SessionKind kind, String access, long seconds, String refresh) {
        long now = clock.millis();
        var held = new Held(Ticket.first(refresh, now), Held.Access.of(access, now, seconds));
        return keep(kind, held).map(put -> held.ticket());
    }

    /** Another access token of a session, the only good one from now on. The future never fails. */
    Future<Ticket> replace(SessionKind kind, Ticket ticket, String access) {
        long now = clock.millis();
        var kept = memory.getIfPresent(ticket.id());
        var before = kept == null || kept.held() == null
                ? new Held(ticket, null)
                : kept.held().with(ticket);
        var replaced = before.access() == null
                ? Held.Access.of(access, now, 60)
                : before.access().replacedBy(access, now);
        var held = new Held(before.ticket().afresh(now), replaced);
        return keep(kind, held).map(put -> held.ticket());
    }

    /**
     * Ends a session, here, at the other gateways and where it came from: what does not hear it now is told again. Never
     * fails.
     */
    Future<Void> end(SessionKind kind, Ticket ticket, Visit visit) {
        var kept = memory.getIfPresent(ticket.id());
        var newest = kept == null || kept.held() == null
                ? ticket
                : kept.held().with(ticket).ticket();
        return store.read(kind, ticket.id())
                .map(known -> known.held() == null
                        ? newest
                        : known.held().with(newest).ticket())
                .otherwise(newest)
                .compose(last -> {
                    forget(ticket.id());
                    return farewells.say(kind, last.refresh(), visit);
                });
    }

    /** A service has refused the access token of a session: the next request renews it. */
    void distrust(String id, String access) {
        memory.asMap().computeIfPresent(id, (same, kept) -> {
            var held = kept.held();
            return held == null
                            || held.access() == null
                            || !held.access().token().equals(access)
                    ? kept
                    : new Kept(new Held(held.ticket(), null), System.nanoTime());
        });
        store.forgetAccess(id);
    }

    private Future<Standing> learn(
            SessionKind kind, Ticket ticket, Held remembered, SessionStore.Known known, Visit visit) {
        if (known.ended()) {
            memory.put(ticket.id(), new Kept(null, System.nanoTime()));
            return Future.succeededFuture(new Standing.Over());
        }
        var held = known.held();
        if (held == null || remembered != null && remembered.ticket().isNewerThan(held.ticket())) {
            // A copy that was wiped, or is an old one: what is known here is better.
            held = remembered;
        }
        if (held != null) {
            held = held.with(ticket);
            memory.put(ticket.id(), new Kept(held, System.nanoTime()));
        }
        return judge(kind, ticket, held, visit);
    }

    private Future<Standing> judge(SessionKind kind, Ticket ticket, Held known, Visit visit) {
        long now = clock.millis();
        var held = known == null ? new Held(ticket, null) : known.with(ticket);
        var newest = held.ticket();
        if (kind.isOver(newest, now)) {
            return over(kind, newest, visit, "age");
        }
        long behind = newest.number() - ticket.number();
        if (behind > 1) {
            return over(kind, newest, visit, "reuse");
        }
        if (behind == 0) {
            noteShown(kind, newest, now);
            // Requests may be under way with this cookie, so that it is not followed by two at once.
            boolean old = now - newest.numbered() >= config.repeatWindow().toMillis();
            return proceed(kind, held, old, now, visit);
        }
        // The answer with the newest cookie may have got lost: the one before is good until the newest is shown.
        return firstShown(newest)
                .compose(at -> at != 0 && now - at > config.repeatWindow().toMillis()
                        ? over(kind, newest, visit, "reuse")
                        : proceed(kind, held, false, now, visit));
    }

    private Future<Standing> proceed(SessionKind kind, Held held, boolean numbers, long now, Visit visit) {
        if (held.isGood(now) && !kind.isDue(held.ticket(), now)) {
            return Future.succeededFuture(alive(held));
        }
        var id = held.ticket().id();
        Promise<Standing> promise = Promise.promise();
        var running = renewals.putIfAbsent(id, promise.future());
        if (running != null) {
            return running;
        }
        renewAlone(kind, held, numbers, visit).onComplete(done -> {
            renewals.remove(id);
            promise.complete(done.succeeded() ? done.result() : new Standing.Unknown());
        });
        return promise.future();
    }

    private Future<Standing> renewAlone(SessionKind kind, Held held, boolean numbers, Visit visit) {
        return turns.await(kind, held).compose(turn -> {
            if (turn.isOver()) {
                return Future.succeededFuture(new Standing.Over());
            }
            if (turn.held().isGood(clock.millis()) && turn.held().access() != held.access()) {
                turns.over(turn);
                memory.put(turn.held().ticket().id(), new Kept(turn.held(), System.nanoTime()));
                return Future.succeededFuture(alive(turn.held()));
            }
            return renew(kind, turn.held(), numbers && turn.held() == held, visit)
                    .onComplete(done -> turns.over(turn));
        });
    }

    private Future<Standing> renew(SessionKind kind, Held held, boolean numbers, Visit visit) {
        long asked = clock.millis();
        return tokens.refresh(kind, held.ticket().refresh(), visit).compose(answer -> {
            count(kind, answer);
            return switch (answer) {
                case TokenSource.Answer.Tokens got -> {
                    var next = new Held(
                            held.ticket().next(numbers, got.refresh(), clock.millis()),
                            Held.Access.of(got.access(), asked, got.seconds()));
                    yield keep(kind, next).map(put -> put ? alive(next) : new Standing.Over());
                }
                case TokenSource.Answer.Over over -> {
                    forget(held.ticket().id());
                    yield Future.succeededFuture(new Standing.Over());
                }
                case TokenSource.Answer.Unknown unknown ->
                    Future.succeededFuture(held.isOfUse(clock.millis()) ? alive(held) : new Standing.Unknown());
            };
        });
    }

    /** Remembers; false where the session has ended meanwhile. Without Redis this gateway remembers alone. */
    private Future<Boolean> keep(SessionKind kind, Held held) {
        return store.put(kind, held, clock.millis()).otherwise(true).map(put -> {
            memory.put(held.ticket().id(), new Kept(put ? held : null, System.nanoTime()));
            return put;
        });
    }

    private Future<Standing> over(SessionKind kind, Ticket newest, Visit visit, String why) {
        LOG.infof("A session of kind %s ends: %s, request %s", kind.name(), why, visit.requestId());
        metrics.counter("grocer.gateway.session.ended", "kind", kind.name(), "why", why)
                .increment();
        forget(newest.id());
        farewells.say(kind, newest.refresh(), visit);
        return Future.succeededFuture(new Standing.Over());
    }

    private void forget(String id) {
        memory.put(id, new Kept(null, System.nanoTime()));
        store.end(id);
    }

    private void noteShown(SessionKind kind, Ticket ticket, long now) {
        var key = ticket.id() + ":" + ticket.number();
        if (shown.getIfPresent(key) == null) {
            shown.put(key, now);
            store.noteShown(ticket, now, kind.left(ticket, now));
        }
    }

    private Future<Long> firstShown(Ticket ticket) {
        var here = shown.getIfPresent(ticket.id() + ":" + ticket.number());
        return here != null ? Future.succeededFuture(here) : store.shown(ticket).otherwise(0L);
    }

    private void count(SessionKind kind, TokenSource.Answer answer) {
        var outcome = switch (answer) {
            case TokenSource.Answer.Tokens got -> "renewed";
            case TokenSource.Answer.Over over -> "over";
            case TokenSource.Answer.Unknown unknown -> "unknown";
        };
        metrics.counter("grocer.gateway.session.renewals", "kind", kind.name(), "outcome", outcome)
                .increment();
    }

    private static Standing alive(Held held) {
        return new Standing.Alive(held.ticket(), held.access().token());
    }
}
