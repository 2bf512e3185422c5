package io.familygrocer.gateway;

import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A service that gives tokens as family-service does: refresh tokens are good once, the last one may be repeated, any
 * other use ends the session. Its access tokens say whose they are and how many there were.
 */
final class TokenPeer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Map<String, Chain> chains = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refreshes = new AtomicInteger();
    private final AtomicInteger made = new AtomicInteger();
    private final HttpServer server;
    private volatile long seconds = 300;
    private volatile long slowness;
    private volatile boolean broken;

    TokenPeer() {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** Where a session is: the token that is taken next, and the one before. */
    private static final class Chain {
        private String next;
        private String previous;
        private boolean over;
    }

    String url() {
        return "http://localhost:" + server.actualPort();
    }

    /** How long access tokens live from now on. */
    void tokensLive(long forSeconds) {
        seconds = forSeconds;
    }

    /** How long a refresh takes. */
    void isSlow(long millis) {
        slowness = millis;
    }

    /** Whether it answers 503 to everything. */
    void isBroken(boolean now) {
        broken = now;
    }

    /** How often a refresh token was traded. */
    int refreshes() {
        return refreshes.get();
    }

    /** Whether the session of somebody goes on. */
    boolean isAlive(String who) {
        return !chains.get(who).over;
    }

    /** Ends the session of somebody. */
    void end(String who) {
        chains.get(who).over = true;
    }

    /** Refuses an access token from now on. */
    void refuse(String bearer) {
        refused.add(bearer);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void answer(HttpServerRequest request, Buffer body) {
        if (broken) {
            problem(request, 503, "busy");
            return;
        }
        switch (request.path()) {
            case "/api/auth/sign-in" -> signIn(request, body.toJsonObject().getString("who"));
            case "/api/auth/refresh" -> vertx.setTimer(slowness + 1, id -> refresh(request, body.toJsonObject()));
            case "/api/auth/sign-out" -> signOut(request, body.toJsonObject());
            case "/api/families" -> {
                var json = new JsonObject().put("name", "Oaks").put("accessToken", token(holder(request)));
                json(request.response().setStatusCode(201), json);
            }
            default -> arrived(request, body);
        }
    }

    private synchronized void signIn(HttpServerRequest request, String who) {
        var chain = new Chain();
        chain.next = who + "-1";
        chains.put(who, chain);
        tokens(request, who, chain.next);
    }

    private synchronized void refresh(HttpServerRequest request, JsonObject body) {
        refreshes.incrementAndGet();
        var token = body.getString("refreshToken");
        var who = token.substring(0, token.lastIndexOf('-'));
        var chain = chains.get(who);
        if (chain == null || chain.over || !token.equals(chain.next) && !token.equals(chain.previous)) {
            if (chain != null) {
                chain.over = true;
            }
            problem(request, 401, "session-over");
            return;
        }
        if (token.equals(chain.next)) {
            chain.previous = chain.next;
            chain.next = who + "-" + (Integer.parseInt(token.substring(token.lastIndexOf('-') + 1)) + 1);
        }
        tokens(request, who, chain.next);
    }

    private synchronized void signOut(HttpServerRequest request, JsonObject body) {
        var token = body.getString("refreshToken");
        var chain = chains.get(token.substring(0, token.lastIndexOf('-')));
        if (chain != null && (token.equals(chain.next) || token.equals(chain.previous))) {
            chain.over = true;
        }
        request.response().setStatusCode(204).end();
    }

    private void tokens(HttpServerRequest request, String who, String refresh) {
        json(
                request.response(),
                new JsonObject()
                        .put("personId", who)
                        .put("accessToken", token(who))
                        .put("expiresIn", seconds)
                        .put("refreshToken", refresh));
    }

    private void arrived(HttpServerRequest request, Buffer body) {
        var authorization = request.getHeader("authorization");
        if (authorization != null && refused.contains(authorization)) {
            problem(request, 401, "unauthenticated");
            return;
        }
        request.response().putHeader("Cache-Control", "max-age=60");
        json(
                request.response(),
                new JsonObject()
                        .put("authorization", authorization)
                        .put("cookie", request.getHeader("cookie"))
                        .put("session", request.getHeader("x-session"))
                        .put("body", body.length()));
    }

    /** Looks like a JWT, and says whose it is and which one. */
    private String token(String who) {
        var claims = new JsonObject().put("sid", "session-of-" + who).encode();
        return who + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(UTF_8)) + "."
                + made.incrementAndGet();
    }

    private static String holder(HttpServerRequest request) {
        var token = request.getHeader("authorization").substring("Bearer ".length());
        return token.substring(0, token.indexOf('.'));
    }

    private static void problem(HttpServerRequest request, int status, String kind) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(new JsonObject().put("type", "urn:test:" + kind).toBuffer());
    }

    private static void json(HttpServerResponse response, JsonObject body) {
        response.putHeader("Content-Type", "application/json").end(body.toBuffer());
    }
}
