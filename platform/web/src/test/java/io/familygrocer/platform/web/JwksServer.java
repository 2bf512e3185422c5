package io.familygrocer.platform.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpServer;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** Shows keys, and counts how often somebody looks. */
final class JwksServer implements AutoCloseable {

    final AtomicInteger fetches = new AtomicInteger();
    volatile int status = 200;
    private final List<PublicJsonWebKey> shown = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    JwksServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/jwks", exchange -> {
            fetches.incrementAndGet();
            byte[] body = shown.stream()
                    .map(key -> key.toJson(OutputControlLevel.PUBLIC_ONLY))
                    .collect(Collectors.joining(",", "{\"keys\":[", "]}"))
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            try (var answer = exchange.getResponseBody()) {
                answer.write(body);
            }
        });
        server.start();
    }

    URI url() {
        return URI.create(
                "http://127.0.0.1:%d/jwks".formatted(server.getAddress().getPort()));
    }

    /** A new key pair, shown from now on. */
    PublicJsonWebKey show(String kid) {
        var key = newKey(kid);
        shown.add(key);
        return key;
    }

    void hide(String kid) {
        shown.removeIf(key -> kid.equals(key.getKeyId()));
    }

    static PublicJsonWebKey newKey(String kid) {
        try {
            var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(kid);
            key.setAlgorithm("ES256");
            key.setUse("sig");
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
