package io.familygrocer.gateway.session;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.redis.client.Redis;

import io.familygrocer.gateway.cors.Cors;
import io.familygrocer.gateway.problem.GatewayProblem;
import io.familygrocer.gateway.problem.ProblemDocument;
import io.familygrocer.gateway.route.Routes;
import io.familygrocer.gateway.route.UpstreamClients;
import io.familygrocer.gateway.visit.Visit;

/**
 * Where requests with a browser's session become requests with a token. A page says in {@code X-Session} which kind of
 * session it means, and may name the session with it ({@code person;mark}); what comes with a token of its own is left as
 * it is. Cookies of sessions never reach a service.
 */
@Singleton
public final class SessionDoor {
    /** How a page asks for its session. */
    public static final String HEADER = "X-Session";

    private static final int UNAUTHORIZED = 401;

    private final SessionKinds kinds;
    private final SessionCookies cookies;
    private final Sessions sessions;
    private final CrossSite crossSite;
    private final MeterRegistry metrics;
    private final long answerLimit;

    /** @throws io.quarkus.runtime.configuration.ConfigurationException with what is wrong and the fix */
    @Inject
    SessionDoor(
            Vertx vertx,
            Redis redis,
            Routes routes,
            UpstreamClients clients,
            SessionKinds kinds,
            SessionConfig config,
            Cors cors,
            MeterRegistry metrics) {
        this.kinds = kinds;
        this.metrics = metrics;
        this.answerLimit = config.answerLimit().asLongValue();
        this.crossSite = new CrossSite(cors);
        if (kinds.all().isEmpty()) {
            cookies = null;
            sessions = null;
            return;
        }
        var sealer = new Sealer(config.key().orElse(List.of()));
        var clock = InstantSource.system();
        var store = new SessionStore(redis, sealer, config.redisTimeout(), config.redisPause());
        cookies = new SessionCookies(kinds, sealer, config.clearText(), clock);
        sessions = new Sessions(vertx, store, new TokenSource(routes, clients), config, clock, metrics);
    }

    /** Calls back where the request may go on, at once or later on the same event loop; else it has been answered. */
    public void enter(Visit visit, Runnable then) {
        if (cookies == null) {
            then.run();
            return;
        }
        var said = visit.request().getHeader(HEADER);
        var shown = cookies.take(visit);
        if (said == null && shown.isEmpty() || visit.request().headers().contains(HttpHeaders.AUTHORIZATION)) {
            then.run();
            return;
        }
        visit.request().headers().remove(HEADER);
        var wish = Wish.of(said);
        var kind = said == null ? unasked(shown) : kinds.named(wish.kind());
        if (said != null && kind.isEmpty()) {
            new ProblemDocument(GatewayProblem.SESSION_UNKNOWN, "There is no kind of session with this name.")
                    .send(visit);
        } else if (isOfAnotherSite(visit, said, kind.isPresent())) {
            metrics.counter("grocer.gateway.session.cross.site").increment();
            new ProblemDocument(
                            GatewayProblem.CROSS_SITE,
                            "What changes something with a cookie says X-Session, from a page of this site; so does a WebSocket.")
                    .send(visit);
        } else if (kind.isEmpty()) {
            then.run();
        } else {
            new Entrance(visit, kind.get(), wish, shown.get(kind.get().name()), then).go();
        }
    }

    /** Keeps the answer to a session out of every cache that others share: with a cookie they can't tell it by a header. */
    public static void guardAnswer(Visit visit) {
        if (!visit.personal()) {
            return;
        }
        var headers = visit.response().headers();
        var said = headers.get(HttpHeaders.CACHE_CONTROL);
        if (said == null) {
            headers.set(HttpHeaders.CACHE_CONTROL, "private");
        } else if (!said.contains("no-store") && !said.contains("private")) {
            headers.set(
                    HttpHeaders.CACHE_CONTROL,
                    said.contains("public") ? said.replace("public", "private") : "private, " + said);
        }
    }

    /** @param used whether a session will be used */
    private boolean isOfAnotherSite(Visit visit, String said, boolean used) {
        if (visit.upgrades()) {
            return used && !crossSite.mayOpenSocket(visit, said != null);
        }
        return !CrossSite.isSafe(visit) && (said == null || !crossSite.isOurs(visit));
    }

    /** The session of a safe request that says nothing: of pictures and downloads. */
    private Optional<SessionKind> unasked(Map<String, String> shown) {
        return kinds.all().stream()
                .filter(kind -> kind.implicit() && shown.containsKey(kind.name()))
                .findFirst();
    }

    /** What {@code X-Session} says; the mark is null where it names no session. */
    private record Wish(String kind, String mark) {
        boolean isAnother(Ticket ticket) {
            return mark != null && !mark.equals(ticket.mark());
        }

        static Wish of(String said) {
            if (said == null) {
                return new Wish(null, null);
            }
            int at = said.indexOf(';');
            return at < 0
                    ? new Wish(said.strip(), null)
                    : new Wish(
                            said.substring(0, at).strip(),
                            said.substring(at + 1).strip());
        }
    }

    /** One request on its way in. Lives on the event loop of its connection. */
    private final class Entrance {
        private final Visit visit;
        private final SessionKind kind;
        private final Wish wish;
        private final String cookie;
        private final Runnable then;

        Entrance(Visit visit, SessionKind kind, Wish wish, String cookie, Runnable then) {
            this.visit = visit;
            this.kind = kind;
            this.wish = wish;
            this.cookie = cookie;
            this.then = then;
        }

        void go() {
            var ticket = cookie == null ? Optional.<Ticket>empty() : cookies.open(kind, cookie);
            var path = visit.path();
            boolean changes = !CrossSite.isSafe(visit);
            boolean begins = changes && kind.begins(path);
            if (begins || cookie != null) {
                visit.markPersonal();
            }
            if (begins) {
                begin(path.equals(kind.refresh()) ? Optional.empty() : ticket);
            } else if (ticket.isPresent() && wish.isAnother(ticket.get())) {
                new ProblemDocument(GatewayProblem.SESSION_CHANGED, "The page names a session that is not this one.")
                        .send(visit);
            } else if (changes && kind.ends(path)) {
                end(ticket);
            } else if (ticket.isEmpty()) {
                if (cookie != null) {
                    cookies.clear(visit, kind);
                }
                then.run();
            } else {
                await(sessions.open(kind, ticket.get(), visit), standing -> stand(ticket.get(), standing));
            }
        }

        /** The answer may begin a session, which ends the one before; whoever that was has no part in it. */
        private void begin(Optional<Ticket> before) {
            if (!cookies.areKept(visit)) {
                new ProblemDocument(GatewayProblem.SESSION_NEEDS_TLS, "Use https, or this machine's own address.")
                        .send(visit);
                return;
            }
            rewrite(new TokenAnswer(
                    true,
                    answerLimit,
                    (access, seconds, refresh) -> sessions.begin(kind, access, seconds, refresh)
                            .onSuccess(ticket -> {
                                cookies.set(visit, kind, ticket);
                                before.ifPresent(old -> sessions.end(kind, old, visit));
                            })));
            then.run();
        }

        private void rewrite(TokenAnswer changes) {
            // What is to be read must not come packed.
            visit.request().headers().remove(HttpHeaders.ACCEPT_ENCODING);
            visit.rewriter(changes);
        }

        private void end(Optional<Ticket> ticket) {
            cookies.clear(visit, kind);
            var ended = ticket.map(known -> sessions.end(kind, known, visit)).orElse(Future.succeededFuture());
            await(ended, over -> visit.response().setStatusCode(204).end());
        }

        private void stand(Ticket ticket, Standing standing) {
            switch (standing) {
                case Standing.Alive alive -> {
                    if (alive.ticket().isNewerThan(ticket)) {
                        cookies.set(visit, kind, alive.ticket());
                    }
                    visit.request().headers().set(HttpHeaders.AUTHORIZATION, "Bearer " + alive.access());
                    if (!CrossSite.isSafe(visit) && kind.renews(visit.path())) {
                        rewrite(new TokenAnswer(
                                false, answerLimit, (access, seconds, refresh) -> replace(alive.ticket(), access)));
                    }
                    visit.atEnd(whole -> {
                        if (visit.response().getStatusCode() == UNAUTHORIZED) {
                            sessions.distrust(ticket.id(), alive.access());
                        }
                    });
                    then.run();
                }
                case Standing.Over over -> {
                    cookies.clear(visit, kind);
                    then.run();
                }
                case Standing.Unknown unknown ->
                    new ProblemDocument(
                                    GatewayProblem.SESSION_UNCERTAIN,
                                    "The service that knows sessions can't be reached.")
                            .send(visit);
            }
        }

        private Future<Ticket> replace(Ticket ticket, String access) {
            return sessions.replace(kind, ticket, access).onSuccess(next -> cookies.set(visit, kind, next));
        }

        /** Goes on, on the event loop of the connection, once something is known. */
        private <T> void await(Future<T> future, Consumer<T> next) {
            if (future.isComplete()) {
                next.accept(future.result());
                return;
            }
            Context context = Vertx.currentContext();
            visit.request().pause();
            future.onSuccess(result -> context.runOnContext(now -> {
                if (!visit.over()) {
                    visit.request().resume();
                    next.accept(result);
                }
            }));
        }
    }
}
