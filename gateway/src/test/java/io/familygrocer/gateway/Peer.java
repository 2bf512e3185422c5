package io.familygrocer.gateway;

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

/**
 * A service on the other side of the gateway, with the manners of a bad day. What a path ends with says what happens:
 * hang, moody, early, slam, half, empty, counters, tick. What ends with count says how often the path before it was asked,
 * and the length and the mark of the last request. Anything else is answered as its {@link Wishes} are, or with what
 * arrived, and how often it was asked in {@code X-Count}.
 */
final class Peer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Set<HttpServerResponse> streams = ConcurrentHashMap.newKeySet();
    private final Set<String> moods = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final Map<String, JsonObject> last = new ConcurrentHashMap<>();
    private final AtomicInteger hanging = new AtomicInteger();
    private final String name;
    private final HttpServer server;

    Peer(String name) {
        this.name = name;
        server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    String url() {
        return "http://localhost:" + server.actualPort();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void answer(HttpServerRequest request) {
        var path = request.path();
        var response = request.response();
        switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "hang" -> {
                hanging.incrementAndGet();
                request.connection().closeHandler(closed -> hanging.decrementAndGet());
            }
            case "moody" -> {
                // Each question is answered the second time only.
                if (moods.add(request.uri())) {
                    request.connection().close();
                } else {
                    request.body().onSuccess(body -> json(response, arrived(request, body)));
                }
            }
            case "early" -> response.setStatusCode(401).end("no");
            case "slam" -> request.connection().close();
            case "half" -> {
                response.putHeader("Content-Length", "100").write("only this");
                vertx.setTimer(50, id -> request.connection().close());
            }
            case "empty" -> response.setStatusCode(204).end();
            case "fail" ->
                response.setStatusCode(500)
                        .putHeader("Keep-Alive", "timeout=5")
                        .putHeader("Connection", "X-Inner")
                        .putHeader("X-Inner", "secret")
                        .end("its own words");
            case "counters" ->
                json(response, new JsonObject().put("streams", streams.size()).put("hanging", hanging.get()));
            case "tick" -> {
                streams.forEach(stream -> stream.write("id: 2\ndata: two\n\n"));
                response.setStatusCode(204).end();
            }
            case "stream" -> stream(response);
            case "count" -> json(response, count(path.substring(0, path.lastIndexOf('/'))));
            default -> {
                int count = asked.computeIfAbsent(path, ignored -> new AtomicInteger())
                        .incrementAndGet();
                response.putHeader("X-Count", String.valueOf(count));
                request.body().onSuccess(body -> answer(request, body, count));
            }
        }
    }

    private void answer(HttpServerRequest request, Buffer body, int count) {
        last.put(
                request.path(),
                new JsonObject().put("body", body.length()).put("mirrored", request.getHeader("X-Mirrored")));
        if (!Wishes.isIn(request)) {
            json(request.response(), arrived(request, body));
        } else if (Wishes.patience(request) > 0) {
            vertx.setTimer(Wishes.patience(request), id -> Wishes.grant(request, count));
        } else {
            Wishes.grant(request, count);
        }
    }

    private JsonObject count(String path) {
        var count = asked.get(path);
        return last.getOrDefault(path, new JsonObject()).copy().put("count", count == null ? 0 : count.get());
    }

    private void stream(HttpServerResponse response) {
        streams.add(response);
        response.closeHandler(closed -> streams.remove(response));
        response.setChunked(true).putHeader("Content-Type", "text/event-stream").write("id: 1\ndata: one\n\n");
    }

    private JsonObject arrived(HttpServerRequest request, Buffer body) {
        var headers = new JsonObject();
        request.headers().forEach(header -> headers.put(header.getKey().toLowerCase(), header.getValue()));
        return new JsonObject()
                .put("service", name)
                .put("method", request.method().name())
                .put("uri", request.uri())
                .put("body", body.length())
                .put("headers", headers);
    }

    private static void json(HttpServerResponse response, JsonObject body) {
        response.putHeader("Content-Type", "application/json").end(body.toBuffer());
    }
}
