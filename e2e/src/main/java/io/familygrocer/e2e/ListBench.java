package io.familygrocer.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.familygrocer.client.Operation;
import io.familygrocer.client.Replica;
import io.familygrocer.client.Transport;
import io.familygrocer.e2e.convergence.ListServer;
import io.familygrocer.platform.devservices.Infra;

import static io.familygrocer.e2e.Figures.say;

/**
 * {@code ./grocer bench list}: sync against the same SQL alone and against a plain hello, and as a family grows, as a
 * Markdown table. Everything runs on the one machine, the generators of load included; the numbers are for comparing one
 * state of the sources with another.
 */
public final class ListBench {

    private static final int ROUNDS = 3;
    private static final int CONNECTIONS = 16;

    /** Of an instance that serves many families. */
    private static final String HEAP = "512m";

    private static final int QUEUED = 10_000;
    private static final int CALL = 500;
    private static final int LATENCIES = 1_000;
    private static final int[] SIZES = {1_000, 10_000, 100_000};
    private static final Duration WARM_UP_STEP = Duration.ofSeconds(10);
    private static final Duration WARM_UP_AT_LEAST = Duration.ofSeconds(150);
    private static final Duration WARM_UP_AT_MOST = Duration.ofSeconds(300);

    /** A step that makes less than this of the best before it has brought nothing. */
    private static final double RISES = 1.03;

    /** So few methods that wait for a compiler are those that always do. */
    private static final int COMPILED = 10;

    private static final Duration RUN = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Figures figures = new Figures();
    private final Infra infra;
    private final ListServer server;
    private final Path home;

    private ListBench(Infra infra, ListServer server, Path home) {
        this.infra = infra;
        this.server = server;
        this.home = home;
    }

    /** Measures for some minutes and prints the table; with the names of sections only those. */
    public static void main(String[] arguments) throws IOException {
        Path home = Files.createTempDirectory("family-grocer-bench");
        try (var infra = Infra.start(home, "postgres", false);
                var server = ListServer.start(infra, home, HEAP)) {
            var bench = new ListBench(infra, server, home);
            var wanted = List.of(arguments);
            var sections = new LinkedHashMap<String, Section>();
            sections.put("calls", bench::calls);
            sections.put("nothing-new", bench::nothingNew);
            var streams = new ListStreams(server, bench.figures);
            sections.put("latency", streams::latency);
            sections.put("streams", streams::heap);
            sections.put("growth", bench::growth);
            for (var section : sections.entrySet()) {
                if (wanted.isEmpty() || wanted.contains(section.getKey())) {
                    section.getValue().measure();
                }
            }
            bench.figures.print();
            System.exit(0);
        }
    }

    /** A part of the benchmark, which notes its figures. */
    private interface Section {

        void measure() throws IOException;
    }

    /** Calls with one mutation against their SQL alone. */
    private void calls() throws IOException {
        say("Sync calls with one mutation, on %d connections, %d times …", CONNECTIONS, ROUNDS);
        var families = new Families();
        var pgbench = new Pgbench(infra.postgres(), server.databasePassword(), home);
        var writing = new Load(families.uri(), families::writing);
        warmUp("calls with one mutation", writing, server.pid());
        for (int round = 0; round < ROUNDS; round++) {
            double writes = writing.run(CONNECTIONS, RUN);
            figures.note("sync calls with one mutation/s", writes);
            pgbench.run(CONNECTIONS, RUN).ifPresent(alone -> {
                figures.note("pgbench with the same SQL, transactions/s", alone);
                figures.note("sync with one mutation as a share of that, %", 100 * writes / alone);
            });
        }
    }

    /** Calls with nothing new against a hello. */
    private void nothingNew() throws IOException {
        say("Sync calls with nothing new, on %d connections, %d times …", CONNECTIONS, ROUNDS);
        var families = new Families();
        var asking = new Load(families.uri(), families::asking);
        try (var hello = Hello.start(home)) {
            var plain = new Load(hello.uri(), (String) null);
            warmUp("calls with nothing new", asking, server.pid());
            warmUp("hellos", plain, hello.pid());
            for (int round = 0; round < ROUNDS; round++) {
                double asks = asking.run(CONNECTIONS, RUN);
                double hellos = plain.run(CONNECTIONS, RUN);
                figures.note("sync calls with nothing new/s", asks);
                figures.note("plain Quarkus REST hello, requests/s", hellos);
                figures.note("sync with nothing new as a share of the hello, %", 100 * asks / hellos);
            }
        }
    }

    /**
     * For some minutes, until the compilers have caught up and two steps in a row are no faster than what was before them:
     * on two processors that the load needs as well they take long, and a rate may stand still meanwhile.
     */
    private static void warmUp(String what, Load load, long pid) {
        long start = System.nanoTime();
        long end = start + WARM_UP_AT_MOST.toNanos();
        double best = 0;
        int flat = 0;
        while ((flat < 2 || System.nanoTime() < start + WARM_UP_AT_LEAST.toNanos())
                && System.nanoTime() + WARM_UP_STEP.toNanos() <= end) {
            double rate = load.run(CONNECTIONS, WARM_UP_STEP);
            flat = rate > best * RISES || Jcmd.compilerQueue(pid) > COMPILED ? 0 : flat + 1;
            best = Math.max(best, rate);
        }
        say(
                "  %s: warmed up for %d s, %s",
                what,
                Math.round((System.nanoTime() - start) / 1e9),
                flat < 2 ? "and still getting faster" : "until they got no faster");
    }

    /** What a mutation, a first sync and a long queue cost as a family grows: the families take turns. */
    private void growth() throws IOException {
        var families = new ArrayList<Grown>();
        for (int size : SIZES) {
            families.add(grown(size));
        }
        // Once for the compilers.
        for (int round = 0; round <= ROUNDS; round++) {
            for (var family : families) {
                double median = family.median();
                if (round > 0) {
                    figures.note("one mutation in a family of %,d items, p50, ms".formatted(family.size), median);
                }
            }
        }
        for (var family : families) {
            if (family.size == QUEUED) {
                firstSync(family);
            }
        }
    }

    private Grown grown(int size) throws IOException {
        say("A family with %,d items …", size);
        UUID family = UUID.randomUUID();
        UUID person = UUID.randomUUID();
        var replica = Replica.empty(family, UUID.randomUUID(), InstantSource.system());
        var transport = server.transport(person, family);
        UUID list = UUID.randomUUID();
        replica.perform(new Operation.ListSet(list, Map.of("name", "Long")));
        UUID item = null;
        long start = System.nanoTime();
        for (int i = 0; i < size; i++) {
            item = replica.add(list, "thing " + i, BigDecimal.ONE);
            if (size > QUEUED && i % CALL == 0 || i == size - 1) {
                replica.sync(transport);
            }
        }
        if (size == QUEUED) {
            figures.note("10,000 queued mutations uploaded, s", (System.nanoTime() - start) / 1e9);
        }
        return new Grown(size, family, person, item, replica, transport);
    }

    /** A family that has grown, and a phone of it. */
    private record Grown(int size, UUID family, UUID person, UUID item, Replica replica, Transport transport) {

        /** Of calls with one mutation, one after the other, in milliseconds. */
        double median() throws IOException {
            double[] took = new double[LATENCIES];
            for (int i = 0; i < LATENCIES; i++) {
                replica.perform(new Operation.ItemAdjust(item, BigDecimal.ONE));
                long start = System.nanoTime();
                replica.sync(transport);
                took[i] = (System.nanoTime() - start) / 1e6;
            }
            Arrays.sort(took);
            return took[LATENCIES / 2];
        }
    }

    private void firstSync(Grown grown) throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            var transport = new Counted(server.transport(grown.person, grown.family));
            var fresh = Replica.empty(grown.family, UUID.randomUUID(), InstantSource.system());
            long start = System.nanoTime();
            fresh.sync(transport);
            figures.note("first sync of 10,000 items, s", (System.nanoTime() - start) / 1e9);
            figures.note("first sync of 10,000 items, calls", transport.calls);
            figures.note("first sync of 10,000 items, MB of JSON", transport.bytes / 1e6);
        }
    }

    /** Counts what comes. */
    private static final class Counted implements Transport {

        private final Transport to;
        private long calls;
        private long bytes;

        Counted(Transport to) {
            this.to = to;
        }

        @Override
        public JsonNode sync(ObjectNode request) throws IOException {
            var answer = to.sync(request);
            calls++;
            bytes += JSON.writeValueAsBytes(answer).length;
            return answer;
        }
    }

    /** A family, a list and an item for each connection, so that none waits for another's lock. */
    private final class Families {

        private final AtomicInteger next = new AtomicInteger();

        URI uri() {
            return server.uri().resolve("/api/sync");
        }

        Load.Talk writing() {
            return new Writer(next.getAndIncrement() % CONNECTIONS);
        }

        Load.Talk asking() {
            var writer = new Writer(next.getAndIncrement() % CONNECTIONS);
            byte[] request = writer.request("");
            return answer -> request;
        }
    }

    /** The ids are those that the script of pgbench makes from its number. */
    private final class Writer implements Load.Talk {

        private final UUID family;
        private final UUID item;
        private final UUID client = UUID.randomUUID();
        private final String token;
        private long seq;
        private long revision;

        Writer(int number) {
            this.family = UUID.fromString("00000000-0000-4000-8000-%012d".formatted(number));
            this.item = UUID.fromString("00000000-0000-4000-9000-%012d".formatted(number));
            this.token = server.token(family, family);
            try {
                var replica = Replica.empty(family, UUID.randomUUID(), InstantSource.system());
                var transport = server.transport(family, family);
                UUID list = UUID.fromString("00000000-0000-4000-a000-%012d".formatted(number));
                replica.perform(new Operation.ListSet(list, Map.of("name", "Weekly")));
                replica.perform(new Operation.ItemSet(item, list, Map.of("name", "milk", "amount", 1)));
                replica.sync(transport);
                revision = replica.revision();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public byte[] next(byte[] answer) {
            if (answer.length > 0) {
                revision = revisionOf(answer);
            }
            seq++;
            return request("{\"seq\":%d,\"at\":\"%d-0-%s\",\"op\":\"item.adjust\",\"id\":\"%s\",\"by\":%d}"
                    .formatted(seq, System.currentTimeMillis(), client, item, seq % 2 == 0 ? -1 : 1));
        }

        byte[] request(String mutation) {
            return Load.request(
                    "POST",
                    server.uri().resolve("/api/sync"),
                    token,
                    "{\"familyId\":\"%s\",\"clientId\":\"%s\",\"since\":%d,\"mutations\":[%s]}"
                            .formatted(family, client, revision, mutation));
        }

        /** It is the first field of the answer. */
        private static long revisionOf(byte[] answer) {
            int at = "{\"revision\":".length();
            long value = 0;
            while (answer[at] >= '0' && answer[at] <= '9') {
                value = value * 10 + answer[at++] - '0';
            }
            return value;
        }
    }
}
