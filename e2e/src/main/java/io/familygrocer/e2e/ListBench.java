package io.familygrocer.e2e;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

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
    private static final int LATENCIES = 300;
    private static final int[] SIZES = {1_000, 10_000, 100_000};
    private static final Duration WARM_UP_STEP = Duration.ofSeconds(10);
    private static final Duration WARM_UP_AT_MOST = Duration.ofSeconds(240);

    /** A step that makes less than this of the best before it has brought nothing. */
    private static final double RISES = 1.03;

    /** So few methods that wait for a compiler are those that always do. */
    private static final int COMPILED = 10;

    private static final Duration RUN = Duration.ofSeconds(5);
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");
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
        var writing = new Load(families.uri(), families::writing);
        warmUp("calls with one mutation", writing, server.pid());
        for (int round = 0; round < ROUNDS; round++) {
            double writes = writing.run(CONNECTIONS, RUN);
            figures.note("sync calls with one mutation/s", writes);
            pgbench().ifPresent(alone -> {
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
     * Until the compilers have caught up and two steps in a row are no faster than what was before them: on two processors
     * that the load needs as well they take minutes, and a rate may stand still for long meanwhile.
     */
    private static void warmUp(String what, Load load, long pid) {
        long start = System.nanoTime();
        long end = start + WARM_UP_AT_MOST.toNanos();
        double best = 0;
        int flat = 0;
        while (flat < 2 && System.nanoTime() + WARM_UP_STEP.toNanos() <= end) {
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

    /** Transactions a second of what one mutation costs in SQL, by Postgres' own measure; empty where it is missing. */
    private Optional<Double> pgbench() {
        var found = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "pgbench"))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            say("There is no pgbench on the PATH: what the same SQL makes alone is left out.");
            return Optional.empty();
        }
        try (var connection = infra.postgres().connect("grocer_convergence");
                var statement = connection.createStatement()) {
            statement.execute("""
                    insert into sync_client (family_id, client_id, person_id, last_seq, seen_at)
                    select ('00000000-0000-4000-8000-' || n)::uuid, ('00000000-0000-4000-b000-' || n)::uuid,
                      ('00000000-0000-4000-8000-' || n)::uuid, 0, now()
                    from (select lpad(i::text, 12, '0') as n from generate_series(0, %d) i) numbers
                    on conflict do nothing""".formatted(CONNECTIONS - 1));
            Path script = home.resolve("sync.sql");
            try (var sql = ListBench.class.getResourceAsStream("/bench/sync.sql")) {
                Files.write(script, sql.readAllBytes());
            }
            var jdbc = URI.create(infra.postgres().jdbcUrl("grocer_convergence").substring("jdbc:".length()));
            var builder = new ProcessBuilder(
                    found.get().toString(),
                    "-n",
                    "-M",
                    "prepared",
                    "-c",
                    Integer.toString(CONNECTIONS),
                    "-j",
                    "2",
                    "-T",
                    Long.toString(RUN.toSeconds()),
                    "-h",
                    jdbc.getHost(),
                    "-p",
                    Integer.toString(jdbc.getPort()),
                    "-U",
                    "grocer_convergence",
                    "-f",
                    script.toString(),
                    "grocer_convergence");
            builder.environment().put("PGPASSWORD", server.databasePassword());
            var process = builder.redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var tps = TPS.matcher(said);
            if (!tps.find()) {
                say("pgbench did not work: %s", said);
                return Optional.empty();
            }
            return Optional.of(Double.parseDouble(tps.group(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a mutation, a first sync and a long queue cost as a family grows. */
    private void growth() throws IOException {
        for (int size : SIZES) {
            say("A family with %,d items …", size);
            UUID family = UUID.randomUUID();
            UUID person = UUID.randomUUID();
            var replica = Replica.empty(family, UUID.randomUUID(), InstantSource.system());
            var transport = new Counted(server.transport(person, family));
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
            note("one mutation in a family of %,d items, p50, ms".formatted(size), replica, item, transport);
            if (size == QUEUED) {
                firstSync(family, person);
            }
        }
    }

    private void note(String figure, Replica replica, UUID item, Transport transport) throws IOException {
        double[] took = new double[LATENCIES];
        for (int i = 0; i < LATENCIES; i++) {
            replica.perform(new Operation.ItemAdjust(item, BigDecimal.ONE));
            long start = System.nanoTime();
            replica.sync(transport);
            took[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(took);
        figures.note(figure, took[LATENCIES / 2]);
    }

    private void firstSync(UUID family, UUID person) throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            var transport = new Counted(server.transport(person, family));
            var fresh = Replica.empty(family, UUID.randomUUID(), InstantSource.system());
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
