package io.familygrocer.gateway.session;

import java.util.concurrent.TimeUnit;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

import io.familygrocer.gateway.route.Instance;
import io.familygrocer.gateway.route.Route;
import io.familygrocer.gateway.route.Routes;
import io.familygrocer.gateway.route.UpstreamClients;
import io.familygrocer.gateway.visit.Visit;

/** The service that gives tokens, asked by the gateway itself in the name of a visit. */
final class TokenSource {
    private static final int TRIES = 2;
    private static final int UNAUTHORIZED = 401;
    private static final int GONE = 410;
    private static final long LONGEST_MILLIS = 10_000;

    private final Routes routes;
    private final UpstreamClients clients;

    TokenSource(Routes routes, UpstreamClients clients) {
        this.routes = routes;
        this.clients = clients;
    }

    /** What became of a refresh token. */
    sealed interface Answer {
        /** The next tokens. */
        record Tokens(String access, long seconds, String refresh) implements Answer {
            @Override
            public String toString() {
                return "Tokens[…]";
            }
        }

        /** The session is over. */
        record Over() implements Answer {}

        /** Nobody knows: no answer, or none that decides anything. */
        record Unknown() implements Answer {}
    }

    /** Trades a refresh token. Never fails. */
    Future<Answer> refresh(SessionKind kind, String refresh, Visit visit) {
        return post(kind.refresh(), refresh, visit, TRIES)
                .map(TokenSource::read)
                .otherwise(new Answer.Unknown());
    }

    /** Ends the session of a refresh token. Never fails; whether it was heard is the answer. */
    Future<Boolean> end(SessionKind kind, String refresh, Visit visit) {
        if (kind.end() == null) {
            return Future.succeededFuture(true);
        }
        return post(kind.end(), refresh, visit, TRIES)
                .map(reply -> reply.status() < 500 && reply.status() != 429)
                .otherwise(false);
    }

    private static Answer read(Reply reply) {
        if (reply.status() == UNAUTHORIZED || reply.status() == GONE) {
            return new Answer.Over();
        }
        if (reply.status() != 200) {
            return new Answer.Unknown();
        }
        try {
            var json = new JsonObject(reply.body());
            var access = json.getString(TokenAnswer.ACCESS);
            var refresh = json.getString(TokenAnswer.REFRESH);
            return access == null || refresh == null
                    ? new Answer.Unknown()
                    : new Answer.Tokens(access, json.getLong(TokenAnswer.SECONDS, 60L), refresh);
        } catch (DecodeException | ClassCastException e) {
            return new Answer.Unknown();
        }
    }

    /** Both kinds of questions may be asked twice: the service answers a repetition as the first time. */
    private Future<Reply> post(String path, String refresh, Visit visit, int tries) {
        var route = routes.table().find(path, visit.origin().host());
        if (route == null) {
            return Future.failedFuture("No route for " + path);
        }
        var body = new JsonObject().put(TokenAnswer.REFRESH, refresh).toBuffer();
        return attempt(route, path, body, visit, null, tries);
    }

    private Future<Reply> attempt(Route route, String path, Buffer body, Visit visit, Instance failed, int tries) {
        var upstream = route.upstream();
        if (!upstream.breaker().admits()) {
            return Future.failedFuture(upstream.name() + " is left alone");
        }
        var instance = upstream.pick(failed);
        instance.begin();
        long patience = Math.min(LONGEST_MILLIS, route.timeout().toMillis());
        return clients.of(route)
                .request(instance.target().setMethod(HttpMethod.POST).setURI(path))
                .compose(request -> send(request, body, visit))
                .timeout(patience, TimeUnit.MILLISECONDS)
                .onComplete(done -> {
                    instance.end();
                    if (done.succeeded()) {
                        instance.succeeded();
                        upstream.breaker().succeeded();
                    } else {
                        upstream.failed(instance);
                        upstream.breaker().failed();
                    }
                })
                .recover(cause -> tries > 1
                        ? attempt(route, path, body, visit, instance, tries - 1)
                        : Future.failedFuture(cause));
    }

    private static Future<Reply> send(HttpClientRequest request, Buffer body, Visit visit) {
        var headers = request.headers();
        headers.set("Content-Type", "application/json").set("Accept", "application/json");
        for (var name : new String[] {"user-agent", "x-client", "accept-language"}) {
            var value = visit.request().getHeader(name);
            if (value != null) {
                headers.set(name, value);
            }
        }
        visit.origin().writeTo(headers);
        headers.set(Visit.REQUEST_ID, visit.requestId());
        headers.set("traceparent", visit.trace().header());
        return request.send(body)
                .compose(response -> response.body().map(bytes -> new Reply(response.statusCode(), bytes)));
    }

    private record Reply(int status, Buffer body) {}
}
