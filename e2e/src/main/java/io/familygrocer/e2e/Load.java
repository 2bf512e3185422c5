package io.familygrocer.e2e;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * Asks the same thing over and over on connections that stay open, each waiting for its answer before it asks again. It
 * shares the machine with what it measures, so it does as little as it can: plain sockets and prepared requests.
 */
final class Load {

    private final URI target;
    private final Supplier<Talk> talks;

    /** @param token the bearer's; null for nobody */
    Load(URI target, String token) {
        this(target, () -> {
            byte[] request = request("GET", target, token, null);
            return answer -> request;
        });
    }

    /** A talk of its own on each connection. */
    Load(URI target, Supplier<Talk> talks) {
        this.target = target;
        this.talks = talks;
    }

    /** What is said on one connection. */
    interface Talk {

        /** The next request; after the body of the last answer, which is empty at first. */
        byte[] next(byte[] answer);
    }

    /** A request as it is sent; token and JSON body may be null. */
    static byte[] request(String method, URI target, String token, String json) {
        String body = json == null ? "" : json;
        return "%s %s HTTP/1.1\r\nHost: %s\r\nAccept: */*\r\n%s%s\r\n%s"
                .formatted(
                        method,
                        target.getPath(),
                        target.getAuthority(),
                        token == null ? "" : "Authorization: Bearer " + token + "\r\n",
                        json == null
                                ? ""
                                : "Content-Type: application/json\r\nContent-Length: %d\r\n".formatted(body.length()),
                        body)
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

    /** Milliseconds that each of so many answers took, ascending, on one connection and with a pause before each. */
    double[] latencies(int count, Duration pause) {
        var took = new double[count];
        var talk = talks.get();
        try (var socket = connect()) {
            var in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
            byte[] answer = {};
            for (int number = 0; number < count; number++) {
                Thread.sleep(pause);
                byte[] request = talk.next(answer);
                long start = System.nanoTime();
                socket.getOutputStream().write(request);
                answer = readAnswer(in);
                took[number] = (System.nanoTime() - start) / 1e6;
            }
        } catch (IOException e) {
            throw new IllegalStateException("no answer of " + target, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        Arrays.sort(took);
        return took;
    }

    private long ask(long end) {
        var talk = talks.get();
        try (var socket = connect()) {
            var out = socket.getOutputStream();
            var in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
            long answers = 0;
            byte[] answer = {};
            while (System.nanoTime() < end) {
                out.write(talk.next(answer));
                answer = readAnswer(in);
                answers++;
            }
            return answers;
        } catch (IOException e) {
            throw new IllegalStateException("no answer of " + target, e);
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket(target.getHost(), target.getPort());
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static byte[] readAnswer(InputStream in) throws IOException {
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
        return length >= 0 ? in.readNBytes((int) length) : readChunks(in);
    }

    private static byte[] readChunks(InputStream in) throws IOException {
        var body = new ByteArrayOutputStream();
        int size;
        do {
            size = Integer.parseInt(line(in).strip(), 16);
            body.write(in.readNBytes(size));
            in.skipNBytes(2);
        } while (size > 0);
        return body.toByteArray();
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
