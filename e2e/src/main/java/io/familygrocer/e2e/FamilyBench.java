package io.familygrocer.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.ObjectMapper;

import static io.familygrocer.e2e.Figures.say;

/**
 * {@code ./grocer bench family}: people, sessions and access, as a Markdown table. Everything runs on the one machine, the
 * generators of load included; the numbers are for comparing one state of the sources with another.
 */
public final class FamilyBench {

    private static final int CONNECTIONS = 16;
    private static final int SIGNING_IN = 8;
    private static final int LATENCIES = 400;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration RUN = Duration.ofSeconds(5);
    private static final Duration SATURATED = Duration.ofSeconds(14);
    private static final Duration PAUSE = Duration.ofMillis(25);
    private static final String PASSWORD = "correct horse battery staple";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Figures figures = new Figures();
    private final int rounds;
    private final int removals;
    private final StackOptions options;
    private final URI family;
    private final URI gateway;

    private FamilyBench(GrocerStack stack, StackOptions options, boolean quick) {
        this.rounds = quick ? 1 : 3;
        this.removals = quick ? 20 : 100;
        this.options = options;
        this.family = stack.service(Service.FAMILY).uri();
        this.gateway = stack.gateway();
    }

    /**
     * Measures for some minutes, with {@code --quick} once each, and prints the table. Each section stands for itself, and
     * may be named to be measured alone: {@code sign-ins}, {@code refreshes}, {@code removals}, {@code archives}.
     */
    public static void main(String[] arguments) throws IOException {
        var named = new ArrayList<>(List.of(arguments));
        var options = StackOptions.forTests(Map.of());
        boolean quick = named.remove("--quick");
        say("Starting everything …");
        try (var stack = GrocerStack.start(options)) {
            var bench = new FamilyBench(stack, options, quick);
            // Archives at the end: their thousands of items keep the consumers busy for a while.
            var sections = new LinkedHashMap<String, Section>();
            sections.put("sign-ins", bench::signIns);
            sections.put("refreshes", bench::refreshes);
            sections.put("removals", bench::removals);
            sections.put("archives", bench::archives);
            if (!sections.keySet().containsAll(named)) {
                throw new IllegalArgumentException("Known are --quick and %s".formatted(sections.keySet()));
            }
            sections.keySet().removeIf(name -> !named.isEmpty() && !named.contains(name));
            bench.measure(sections.values());
        }
    }

    private void measure(Collection<Section> sections) throws IOException {
        try {
            for (var section : sections) {
                section.measure();
            }
        } finally {
            figures.print(); // also what was measured before one has failed
        }
    }

    /** A part of the benchmark, which notes its figures. */
    private interface Section {

        void measure() throws IOException;
    }

    /** How many sign in, and whether who is signed in already feels it. */
    private void signIns() {
        say("Sign-ins with the default Argon2id, and refreshes beside them, %d times …", rounds);
        var signIn = new Load(family.resolve("/api/auth/sign-in"), signInOf(register()));
        var refresh = refreshLoad(rounds * 2 + 1);
        signIn.run(SIGNING_IN, WARM_UP);
        refresh.latencies(LATENCIES, Duration.ZERO);
        for (int round = 0; round < rounds; round++) {
            double[] idle = refresh.latencies(LATENCIES, PAUSE);
            figures.note("refresh while nothing else happens, p50, ms", idle[idle.length / 2]);
            figures.note("refresh while nothing else happens, p99, ms", idle[idle.length * 99 / 100]);
            try (var executor = Executors.newSingleThreadExecutor()) {
                var signedIn = CompletableFuture.supplyAsync(() -> signIn.run(SIGNING_IN, SATURATED), executor);
                double[] busy = refresh.latencies(LATENCIES, PAUSE);
                figures.note("refresh while sign-ins saturate, p50, ms", busy[busy.length / 2]);
                figures.note("refresh while sign-ins saturate, p99, ms", busy[busy.length * 99 / 100]);
                figures.note("sign-ins/s", signedIn.join());
            }
        }
    }

    /** How many refreshes, each of which writes, against a plain hello. */
    private void refreshes() {
        say("Refreshes, %d times %d s, in turns …", rounds, RUN.toSeconds());
        var refresh = refreshLoad(CONNECTIONS * (rounds + 1));
        try (var hello = Hello.start(options.data())) {
            var plain = new Load(hello.uri(), (String) null);
            plain.run(CONNECTIONS, WARM_UP);
            refresh.run(CONNECTIONS, WARM_UP);
            for (int round = 0; round < rounds; round++) {
                double ofHello = plain.run(CONNECTIONS, RUN);
                double ofRefresh = refresh.run(CONNECTIONS, RUN);
                figures.note("plain Quarkus REST hello, requests/s", ofHello);
                figures.note("refreshes/s", ofRefresh);
                figures.note("share of the hello, %", 100 * ofRefresh / ofHello);
            }
        }
    }

    /** How long a large family takes to be taken along and to be made anew. */
    private void archives() {
        say("An archive of a large family, %d times …", rounds);
        for (int round = 0; round < rounds; round++) {
            ExportFigures.measure(gateway).forEach(figures::note);
        }
    }

    /** How long somebody who was removed from a family still gets something of it, by each way. */
    private void removals() {
        say("Removals from a family, %d times …", removals);
        var times = Removals.measure(gateway, removals);
        Removals.WAYS.forEach((way, time) -> {
            figures.note("removed to denied by %s, p50, ms".formatted(way), Removals.percentile(times, time, 50));
            figures.note("removed to denied by %s, p99, ms".formatted(way), Removals.percentile(times, time, 99));
        });
    }

    /** Each talk goes on with a session of its own. */
    private Load refreshLoad(int sessions) {
        var first = new ConcurrentLinkedQueue<>(openSessions(sessions));
        URI refresh = family.resolve("/api/auth/refresh");
        return new Load(refresh, () -> {
            String opened = first.remove();
            return answer -> Load.request("POST", refresh, null, answer.length == 0 ? opened : refreshOf(answer));
        });
    }

    private List<String> openSessions(int count) {
        var api = new Api(family);
        var body = Map.of("email", register(), "password", PASSWORD);
        var opened = new ArrayList<String>();
        for (int number = 0; number < Math.min(count, 45); number++) {
            opened.add(refresh(
                    api.post("/api/auth/sign-in", body).get("refreshToken").asText()));
        }
        if (count > opened.size()) {
            opened.addAll(openSessions(count - opened.size()));
        }
        return opened;
    }

    private static String refreshOf(byte[] answer) {
        try {
            return refresh(JSON.readTree(new String(answer, StandardCharsets.UTF_8))
                    .get("refreshToken")
                    .asText());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String refresh(String token) {
        return Api.json(Map.of("refreshToken", token));
    }

    /** The address of a new account. */
    private String register() {
        String email = "bench-%s@example.org".formatted(UUID.randomUUID());
        new Api(family)
                .post("/api/auth/register", Map.of("email", email, "password", PASSWORD, "displayName", "Bench"));
        return email;
    }

    private Supplier<Load.Talk> signInOf(String email) {
        URI signIn = family.resolve("/api/auth/sign-in");
        byte[] request = Load.request("POST", signIn, null, Api.json(Map.of("email", email, "password", PASSWORD)));
        return () -> answer -> request;
    }
}
