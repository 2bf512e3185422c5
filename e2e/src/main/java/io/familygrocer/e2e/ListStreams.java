package io.familygrocer.e2e;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import com.sun.management.UnixOperatingSystemMXBean;

import io.familygrocer.client.Operation;
import io.familygrocer.client.Replica;
import io.familygrocer.client.Transport;
import io.familygrocer.e2e.convergence.ListServer;

import static io.familygrocer.e2e.Figures.say;

/** What open streams cost, and how soon they say what another phone has added. */
final class ListStreams {

    private static final int ROUNDS = 3;

    /** Each family has so many phones that listen. */
    private static final int PHONES = 5;

    private static final int FAMILIES = 200;
    private static final int ADDS_PER_SECOND = 200;
    private static final int ADDS = 2_000;
    private static final int WARM_UP_ADDS = 6_000;
    private static final int MOST_STREAMS = 20_000;
    private static final int OPENING = 32;

    /** What a process needs of open files for all else. */
    private static final int OTHER_FILES = 500;

    /** A thing is called by the moment at which it was added, so that who hears of it knows how long that took. */
    private static final Pattern ADDED_AT = Pattern.compile("\"added at (\\d+)\"");

    private final ListServer server;
    private final Figures figures;

    ListStreams(ListServer server, Figures figures) {
        this.server = server;
        this.figures = figures;
    }

    /** From the moment at which one phone sends what it has added until another has heard of it. */
    void latency() throws IOException {
        say("%,d open streams, and %d adds a second …", FAMILIES * PHONES, ADDS_PER_SECOND);
        var heard = new ConcurrentLinkedQueue<Long>();
        var homes = new ArrayList<Home>();
        try {
            for (int family = 0; family < FAMILIES; family++) {
                homes.add(Home.open(server, heard));
            }
            add(homes, WARM_UP_ADDS);
            for (int round = 0; round < ROUNDS; round++) {
                heard.clear();
                double rate = add(homes, ADDS);
                long expected = (long) ADDS * PHONES;
                long patience = System.nanoTime() + 10_000_000_000L;
                while (heard.size() < expected && System.nanoTime() < patience) {
                    LockSupport.parkNanos(10_000_000);
                }
                double[] took = heard.stream()
                        .mapToDouble(nanos -> nanos / 1e6)
                        .sorted()
                        .toArray();
                figures.note("adds/s beside %,d open streams".formatted(FAMILIES * PHONES), rate);
                figures.note("an add is heard by another phone, p50, ms", took[took.length / 2]);
                figures.note("an add is heard by another phone, p99, ms", took[(int) (took.length * 0.99)]);
                figures.note("of the adds were heard, %", 100.0 * took.length / expected);
            }
        } finally {
            for (var home : homes) {
                home.close();
            }
        }
    }

    /** Sends them at their times, each from a phone of the next family; the answer is how many it made a second. */
    private static double add(List<Home> homes, int count) {
        long start = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<CompletableFuture<Void>>();
            for (int add = 0; add < count; add++) {
                long due = start + add * 1_000_000_000L / ADDS_PER_SECOND;
                LockSupport.parkNanos(due - System.nanoTime());
                var home = homes.get(add % homes.size());
                all.add(CompletableFuture.runAsync(home::add, threads));
            }
            all.forEach(CompletableFuture::join);
        }
        return count * 1e9 / (System.nanoTime() - start);
    }

    /** What an open stream holds of the heap, once the garbage is gone; each is of another family, as most are. */
    void heap() throws IOException {
        int streams = (int) Math.min(MOST_STREAMS, openFiles() - OTHER_FILES);
        say("%,d open streams …", streams);
        UUID person = UUID.randomUUID();
        var open = new ArrayList<Socket>();
        try {
            open(open, person, streams / 10);
            long before = Jcmd.heapInUse(server.pid());
            open(open, person, streams);
            long after = Jcmd.heapInUse(server.pid());
            figures.note("open streams", streams);
            figures.note("heap an open stream, KB", (after - before) / 1024.0 / (streams - streams / 10));
        } finally {
            for (var socket : open) {
                socket.close();
            }
        }
    }

    private static long openFiles() {
        return ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
                .getMaxFileDescriptorCount();
    }

    /** Some at once: each waits for its first word. */
    private void open(List<Socket> open, UUID person, int count) {
        try (var threads = Executors.newFixedThreadPool(OPENING)) {
            var opened = IntStream.range(open.size(), count)
                    .mapToObj(number ->
                            CompletableFuture.supplyAsync(() -> stream(server, person, UUID.randomUUID()), threads))
                    .toList();
            opened.forEach(socket -> open.add(socket.join()));
        }
    }

    /** Until its first word has come, it is not open. */
    private static Socket stream(ListServer server, UUID person, UUID family) {
        try {
            var socket = new Socket(server.uri().getHost(), server.uri().getPort());
            socket.getOutputStream()
                    .write("GET /api/stream?family=%s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n\r\n"
                            .formatted(family, server.uri().getAuthority(), server.token(person, family))
                            .getBytes(StandardCharsets.US_ASCII));
            if (socket.getInputStream().read() < 0) {
                throw new IOException("a stream was refused");
            }
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A family with one phone that adds and some that listen. */
    private record Home(Replica replica, Transport transport, UUID list, List<Socket> streams) implements Closeable {

        static Home open(ListServer server, ConcurrentLinkedQueue<Long> heard) throws IOException {
            UUID family = UUID.randomUUID();
            UUID person = UUID.randomUUID();
            var replica = Replica.empty(family, UUID.randomUUID(), InstantSource.system());
            var home = new Home(replica, server.transport(person, family), UUID.randomUUID(), new ArrayList<>());
            replica.perform(new Operation.ListSet(home.list, Map.of("name", "Weekly")));
            replica.sync(home.transport);
            for (int phone = 0; phone < PHONES; phone++) {
                var socket = stream(server, person, family);
                home.streams.add(socket);
                Thread.ofVirtual().start(() -> listen(socket, heard));
            }
            return home;
        }

        private static void listen(Socket socket, ConcurrentLinkedQueue<Long> heard) {
            try {
                var lines = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 1_024);
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    var added = ADDED_AT.matcher(line);
                    while (added.find()) {
                        heard.add(System.nanoTime() - Long.parseLong(added.group(1)));
                    }
                }
            } catch (IOException e) {
                // It was closed, as it is when all is measured; what it did not hear is missing in the figures.
            }
        }

        private synchronized void add() {
            replica.add(list, "added at " + System.nanoTime(), BigDecimal.ONE);
            try {
                replica.sync(transport);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            for (var socket : streams) {
                socket.close();
            }
        }
    }
}
