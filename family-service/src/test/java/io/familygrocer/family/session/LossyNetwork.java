package io.familygrocer.family.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.vertx.core.json.JsonObject;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Bad reception: a TCP proxy before the service that delays each message by a second and loses half of all exchanges, one
 * in four before the service has heard of it and one in four after it has answered. Time passes on the service's clock
 * only, so that half an hour of it takes seconds.
 */
final class LossyNetwork implements AutoCloseable {

    private static final Duration DELAY = Duration.ofMillis(1_000);
    private static final Duration CLIENTS_PATIENCE = Duration.ofSeconds(5);

    final AtomicInteger requestsLost = new AtomicInteger();
    final AtomicInteger repliesLost = new AtomicInteger();
    final AtomicInteger exchanges = new AtomicInteger();
    private final Random chance;
    private final Consumer<Duration> time;
    private final int service;
    private final ServerSocket ear;

    LossyNetwork(int servicePort, long seed, Consumer<Duration> time) {
        this.service = servicePort;
        this.chance = new Random(seed);
        this.time = time;
        try {
            this.ear = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::listen);
    }

    private void listen() {
        while (!ear.isClosed()) {
            try (var client = ear.accept()) {
                relay(client);
            } catch (IOException e) {
                // The client's end, or ours: what is on the way is lost, as it may be in such a network.
                continue;
            }
        }
    }

    private void relay(Socket client) throws IOException {
        exchanges.incrementAndGet();
        byte[] request = readRequest(client);
        time.accept(DELAY);
        double fate = chance.nextDouble();
        if (fate < 0.25) {
            requestsLost.incrementAndGet();
            return;
        }
        byte[] reply;
        try (var upstream = new Socket(InetAddress.getLoopbackAddress(), service)) {
            upstream.getOutputStream().write(request);
            reply = upstream.getInputStream().readAllBytes();
        }
        time.accept(DELAY);
        if (fate < 0.5) {
            repliesLost.incrementAndGet();
            return;
        }
        client.getOutputStream().write(reply);
    }

    private static byte[] readRequest(Socket client) throws IOException {
        var in = client.getInputStream();
        return in.readNBytes((in.read() << 8) | in.read());
    }

    /**
     * Sends a request and waits for its answer as a client does: for a while, and no longer.
     *
     * @return null where there was none
     */
    Answer send(String method, String path, String token, JsonObject body) {
        String content = body == null ? "" : body.encode();
        byte[] request =
                "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n%s"
                        .formatted(
                                method,
                                path,
                                token == null ? "" : "Authorization: Bearer " + token + "\r\n",
                                content.length(),
                                content)
                        .getBytes(UTF_8);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), ear.getLocalPort())) {
            var out = socket.getOutputStream();
            // The length first: the proxy knows no HTTP.
            out.write(request.length >> 8);
            out.write(request.length);
            out.write(request);
            String reply = new String(socket.getInputStream().readAllBytes(), UTF_8);
            if (reply.isEmpty()) {
                time.accept(CLIENTS_PATIENCE);
                return null;
            }
            return new Answer(Integer.parseInt(reply.split(" ", 3)[1]), reply.substring(reply.indexOf("\r\n\r\n") + 4));
        } catch (IOException e) {
            time.accept(CLIENTS_PATIENCE);
            return null;
        }
    }

    @Override
    public void close() {
        try {
            ear.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What came back. */
    record Answer(int status, String body) {}
}
