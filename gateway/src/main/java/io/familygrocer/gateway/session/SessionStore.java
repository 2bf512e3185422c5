package io.familygrocer.gateway.session;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import org.jboss.logging.Logger;

/**
 * What all gateways know about sessions, in Redis: a copy that may be wiped, old or gone. Everything in it is sealed, and
 * bound to its session. After a failure it is left alone for a moment, so that nobody waits for it in vain.
 */
final class SessionStore {
    private static final Logger LOG = Logger.getLogger(SessionStore.class);
    private static final String ENDED = "-";

    /** Longer than any access token lives: after this nothing is left that an end would have to keep away. */
    private static final Duration ENDED_FOR = Duration.ofMinutes(30);

    /** An end is never overwritten: a renewal that was under way when a session ended must not bring it back. */
    private static final String PUT = """
            if redis.call('GET', KEYS[1]) == '-' then return 0 end
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
            redis.call('SET', KEYS[2], ARGV[3], 'PX', ARGV[4])
            return 1""";

    /** Only who holds a lock lets go of it. */
    private static final String UNLOCK = """
            if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
            return 0""";

    private final Redis redis;
    private final Sealer sealer;
    private final Duration timeout;
    private final long pauseNanos;
    private volatile long aloneUntil;

    SessionStore(Redis redis, Sealer sealer, Duration timeout, Duration pause) {
        this.redis = redis;
        this.sealer = sealer;
        this.timeout = timeout;
        this.pauseNanos = pause.toNanos();
    }

    /**
     * What is known about a session.
     *
     * @param ended whether it is known to be over
     * @param held null where nothing is known
     */
    record Known(boolean ended, Held held) {
        static final Known NOTHING = new Known(false, null);
        static final Known OVER = new Known(true, null);
    }

    /** Whether it is worth asking. */
    boolean isReachable() {
        return aloneUntil == 0 || aloneUntil - System.nanoTime() <= 0;
    }

    /** Reads; fails where Redis doesn't answer. */
    Future<Known> read(SessionKind kind, String id) {
        return ask(() -> Request.cmd(Command.MGET).arg(key(id, "")).arg(key(id, "-access")))
                .map(found -> known(kind, id, text(found.get(0)), text(found.get(1))))
                .compose(known -> withoutEnded(kind, known));
    }

    /** Without an access token whose session has ended at the service: whether it has shows by a renewal. */
    private Future<Known> withoutEnded(SessionKind kind, Known known) {
        var held = known.held();
        var key = held == null || held.access() == null
                ? null
                : kind.endedKey(held.access().token());
        return key == null
                ? Future.succeededFuture(known)
                : ask(() -> Request.cmd(Command.EXISTS).arg(key))
                        .map(there -> there.toInteger() == 0 ? known : new Known(false, new Held(held.ticket(), null)));
    }

    /** Writes; false where the session is known to be over. Fails where Redis doesn't answer. */
    Future<Boolean> put(SessionKind kind, Held held, long now) {
        var ticket = held.ticket();
        var id = ticket.id();
        var access = held.access();
        return ask(() -> Request.cmd(Command.EVAL)
                        .arg(PUT)
                        .arg(2)
                        .arg(key(id, ""))
                        .arg(key(id, "-access"))
                        .arg(sealer.seal(purpose(kind, id, "ticket"), ticket.bytes()))
                        .arg(kind.left(ticket, now))
                        .arg(sealer.seal(purpose(kind, id, "access"), access.bytes()))
                        .arg(Math.max(1, access.until() - now)))
                .map(put -> put.toInteger() == 1);
    }

    /** Forgets an access token. */
    Future<Void> forgetAccess(String id) {
        return ask(() -> Request.cmd(Command.DEL).arg(key(id, "-access"))).mapEmpty();
    }

    /** Notes that a session is over. */
    Future<Void> end(String id) {
        return ask(() -> Request.cmd(Command.SET)
                        .arg(key(id, ""))
                        .arg(ENDED)
                        .arg("PX")
                        .arg(ENDED_FOR.toMillis()))
                .mapEmpty();
    }

    /** Notes that a browser has shown the cookie of a number. */
    Future<Void> noteShown(Ticket ticket, long now, long millis) {
        return ask(() -> Request.cmd(Command.SET)
                        .arg(key(ticket.id(), "-shown"))
                        .arg(ticket.number() + ":" + now)
                        .arg("PX")
                        .arg(millis))
                .mapEmpty();
    }

    /** When the cookie of a number was first shown; 0 for not yet, as far as is known. */
    Future<Long> shown(Ticket ticket) {
        return ask(() -> Request.cmd(Command.GET).arg(key(ticket.id(), "-shown")))
                .map(found -> {
                    var text = text(found);
                    var head = ticket.number() + ":";
                    return text != null && text.startsWith(head) ? Long.parseLong(text.substring(head.length())) : 0L;
                });
    }

    /** Takes the lock of a session for at most so long; false where somebody else has it. */
    Future<Boolean> lock(String id, String owner, Duration most) {
        return ask(() -> Request.cmd(Command.SET)
                        .arg(key(id, "-lock"))
                        .arg(owner)
                        .arg("NX")
                        .arg("PX")
                        .arg(most.toMillis()))
                .map(answer -> answer != null);
    }

    Future<Void> unlock(String id, String owner) {
        return ask(() -> Request.cmd(Command.EVAL)
                        .arg(UNLOCK)
                        .arg(1)
                        .arg(key(id, "-lock"))
                        .arg(owner))
                .mapEmpty();
    }

    private Known known(SessionKind kind, String id, String session, String access) {
        if (session == null) {
            return Known.NOTHING;
        }
        if (session.equals(ENDED)) {
            return Known.OVER;
        }
        // What can't be opened is of another key, or nobody's: as if it were not there.
        return sealer.open(purpose(kind, id, "ticket"), session)
                .flatMap(Ticket::of)
                .map(ticket -> new Known(
                        false,
                        new Held(
                                ticket,
                                Optional.ofNullable(access)
                                        .flatMap(text -> sealer.open(purpose(kind, id, "access"), text))
                                        .flatMap(Held.Access::of)
                                        .orElse(null))))
                .orElse(Known.NOTHING);
    }

    private Future<Response> ask(Supplier<Request> request) {
        if (!isReachable()) {
            return Future.failedFuture("Redis is left alone");
        }
        return redis.send(request.get())
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(this::leaveAlone)
                .onSuccess(answer -> back());
    }

    private void back() {
        if (aloneUntil != 0) {
            aloneUntil = 0;
            LOG.info("Redis is back: gateways know each other's sessions again");
        }
    }

    private void leaveAlone(Throwable cause) {
        if (aloneUntil == 0) {
            LOG.warnf("Redis can't be reached (%s): each gateway renews sessions for itself", cause);
        }
        aloneUntil = System.nanoTime() + pauseNanos;
    }

    private static String purpose(SessionKind kind, String id, String part) {
        return "redis " + kind.name() + " " + part + " " + id;
    }

    /** The braces keep all keys of one session on one node of a cluster. */
    private static String key(String id, String suffix) {
        return "{" + id + "}:session" + suffix;
    }

    private static String text(Response response) {
        return response == null ? null : response.toString();
    }
}
