package io.familygrocer.gateway;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;

/**
 * A service with WebSockets. What a path ends with says what happens: echo, headers (says what arrived), flood (says more
 * than anybody buffers), sink (hears nothing until somebody asks for wake), bye (ends it), deny and odd (no WebSocket), slam (no answer), counters.
 */
final class SocketPeer implements AutoCloseable {
    /** What a flood is, in bytes: more than all buffers on the way hold. */
    static final long FLOOD = 64L * 1024 * 1024;

    private static final int MOST = 8 * 1024 * 1024;
    private static final Buffer PART = Buffer.buffer(new byte[64 * 1024]);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong heard = new AtomicLong();
    private final Set<ServerWebSocket> sinks = ConcurrentHashMap.newKeySet();
    private final HttpServer server;

    SocketPeer() {
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setMaxWebSocketFrameSize(MOST)
                        .setMaxWebSocketMessageSize(MOST)
                        .setWebSocketSubProtocols(List.of("grocer")))
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
        switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "counters" ->
                request.response()
                        .end(new JsonObject()
                                .put("open", open.get())
                                .put("sent", sent.get())
                                .put("heard", heard.get())
                                .toBuffer());
            case "wake" -> {
                sinks.forEach(ServerWebSocket::resume);
                sinks.clear();
                request.response().end();
            }
            case "deny" ->
                request.response()
                        .setStatusCode(403)
                        .putHeader("X-Why", "not you")
                        .end("its own words");
            case "odd" ->
                request.response()
                        .setStatusCode(101)
                        .putHeader("Connection", "Upgrade")
                        .putHeader("Upgrade", "smoke")
                        .end();
            case "slam" -> request.connection().close();
            case "plain" -> request.response().end(arrived(request).toBuffer());
            default -> {
                var arrived = arrived(request);
                request.toWebSocket().onSuccess(socket -> serve(socket, arrived));
            }
        }
    }

    private void serve(ServerWebSocket socket, JsonObject arrived) {
        open.incrementAndGet();
        socket.closeHandler(closed -> open.decrementAndGet());
        switch (socket.path().substring(socket.path().lastIndexOf('/') + 1)) {
            case "headers" -> socket.writeTextMessage(arrived.encode());
            case "flood" -> {
                sent.set(0);
                flood(socket);
            }
            case "sink" -> {
                heard.set(0);
                socket.binaryMessageHandler(message -> heard.addAndGet(message.length()));
                socket.pause();
                sinks.add(socket);
            }
            case "bye" -> {
                socket.writeTextMessage("last words");
                socket.close((short) 4001, "enough");
            }
            default -> {
                socket.textMessageHandler(socket::writeTextMessage);
                socket.binaryMessageHandler(socket::writeBinaryMessage);
            }
        }
    }

    private void flood(ServerWebSocket socket) {
        while (sent.get() < FLOOD && !socket.writeQueueFull()) {
            socket.writeBinaryMessage(PART);
            sent.addAndGet(PART.length());
        }
        if (sent.get() < FLOOD) {
            socket.drainHandler(drained -> flood(socket));
        } else {
            socket.close();
        }
    }

    private static JsonObject arrived(HttpServerRequest request) {
        var headers = new JsonObject();
        request.headers().forEach(header -> headers.put(header.getKey().toLowerCase(), header.getValue()));
        return headers;
    }
}
