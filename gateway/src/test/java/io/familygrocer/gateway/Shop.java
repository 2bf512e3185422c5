package io.familygrocer.gateway;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/**
 * A service whose answers are as the query wants them: {@code h.NAME} is a header, {@code status} the status, {@code then}
 * the status from the second time on (0 breaks off), {@code size} the length of the body, {@code wait} milliseconds before
 * the answer, {@code open} sends a body without a length in two parts,
 * {@code hang} one that never ends. Says how often it was asked in {@code X-Count}, and
 * 304 to the tag of {@code h.etag}. What ends with {@code count} says how often the path before it was asked, and the
 * length and the mark of the last request.
 */
final class Shop implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final Map<String, JsonObject> last = new ConcurrentHashMap<>();
    private final HttpServer server;

    Shop() {
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
        if (path.endsWith("/count")) {
            var count = asked.get(path.substring(0, path.length() - "/count".length()));
            var seen = last.getOrDefault(path.substring(0, path.length() - "/count".length()), new JsonObject());
            request.response()
                    .end(seen.copy()
                            .put("count", count == null ? 0 : count.get())
                            .toBuffer());
            return;
        }
        request.body()
                .onSuccess(body -> last.put(
                        path,
                        new JsonObject().put("body", body.length()).put("mirrored", request.getHeader("X-Mirrored"))));
        int count = asked.computeIfAbsent(path, ignored -> new AtomicInteger()).incrementAndGet();
        var wait = request.getParam("wait");
        if (wait == null) {
            answer(request, count);
        } else {
            vertx.setTimer(Long.parseLong(wait), id -> answer(request, count));
        }
    }

    private static void answer(HttpServerRequest request, int count) {
        var response = request.response().putHeader("X-Count", String.valueOf(count));
        request.params().forEach(parameter -> {
            if (parameter.getKey().startsWith("h.")) {
                response.putHeader(parameter.getKey().substring(2), parameter.getValue());
            }
        });
        response.putHeader("X-Asked", String.valueOf(request.getHeader("If-None-Match")));
        int status = number(request, count > 1 ? "then" : "status", number(request, "status", 200));
        if (status == 0) {
            request.connection().close();
        } else if (isKnown(request)) {
            response.setStatusCode(304).end();
        } else {
            response.setStatusCode(status);
            var body = "x".repeat(number(request, "size", 5));
            if (request.getParam("hang") != null) {
                response.setChunked(true).write(body);
            } else {
                send(response, body, request.getParam("open") != null);
            }
        }
    }

    private static void send(HttpServerResponse response, String body, boolean open) {
        if (open) {
            response.setChunked(true).write(body.substring(0, body.length() / 2));
            response.end(body.substring(body.length() / 2));
        } else {
            response.end(body);
        }
    }

    private static boolean isKnown(HttpServerRequest request) {
        var shown = request.getHeader("If-None-Match");
        var tag = request.getParam("h.etag");
        return shown != null && tag != null && List.of(shown.split(", ")).contains(tag);
    }

    private static int number(HttpServerRequest request, String name, int otherwise) {
        var text = request.getParam(name);
        return text == null ? otherwise : Integer.parseInt(text);
    }
}
