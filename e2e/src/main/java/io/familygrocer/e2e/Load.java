package io.familygrocer.e2e;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * Asks the same thing over and over on connections that stay open, each waiting for its answer before it asks again. It
 * shares the machine with what it measures, so it does as little as it can: plain sockets and one prepared request.
 */
final class Load {

    private final URI target;
    private final byte[] request;

    /** @param token the bearer's; null for nobody */
    Load(URI target, String token) {
        this.target = target;
        this.request = "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: */*\r\n%s\r\n"
                .formatted(
                        target.getPath(),
                        target.getAuthority(),
                        token == null ? "" : "Authorization: Bearer " + token + "\r\n")
                .getBytes(ISO_8859_1);
    }

    /**
     * Answers a second.
     *
     * @throws IllegalStateException where one of them is not 200
     */
    double run(int connections, Duration duration) {
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        try (var executor = Executors.newFixedThreadPool(connections)) {
            var all = IntStream.range(0, connections)
                    .mapToObj(ignored -> CompletableFuture.supplyAsync(() -> ask(end), executor))
                    .toList();
            long answers = all.stream().mapToLong(CompletableFuture::join).sum();
            return answers / ((System.nanoTime() - start) / 1e9);
        }
    }

    private long ask(long end) {
        try (var socket = new Socket(target.getHost(), target.getPort())) {
            socket.setTcpNoDelay(true);
            var out = socket.getOutputStream();
            var in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
            long answers = 0;
            while (System.nanoTime() < end) {
                out.write(request);
                readAnswer(in);
                answers++;
            }
            return answers;
        } catch (IOException e) {
            throw new IllegalStateException("no answer of " + target, e);
        }
    }

    private static void readAnswer(InputStream in) throws IOException {
        String status = line(in);
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IllegalStateException(status);
        }
        long length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String known = header.toLowerCase(Locale.ROOT);
            if (known.startsWith("content-length:")) {
                length = Long.parseLong(known.substring(15).strip());
            } else if (known.startsWith("transfer-encoding:")) {
                length = -1;
            }
        }
        if (length >= 0) {
            in.skipNBytes(length);
        } else {
            skipChunks(in);
        }
    }

    private static void skipChunks(InputStream in) throws IOException {
        long size;
        do {
            size = Long.parseLong(line(in).strip(), 16);
            in.skipNBytes(size + 2);
        } while (size > 0);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection has ended");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
