package io.familygrocer.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.familygrocer.platform.devservices.SystemProgram;

import static io.familygrocer.e2e.Figures.say;

/**
 * {@code ./grocer bench gateway}: our gateway, nginx and Spring Cloud Gateway as reverse proxies of the same upstream, in
 * turns, as a Markdown table. Everything runs on the one machine, the generators of load included; only what was measured
 * side by side can be compared.
 */
@Command(
        name = "./grocer bench gateway",
        mixinStandardHelpOptions = true,
        description = "Measures the gateway beside nginx and Spring Cloud Gateway.")
public final class GatewayBench implements Callable<Integer> {

    private static final List<String> SECTIONS = List.of("throughput", "added", "cache", "streams");
    private static final String NGINX = "nginx";

    @Parameters(
            paramLabel = "SECTION",
            description = "Only these: throughput, added (what a proxy adds to one request), cache (hits), streams.")
    private List<String> sections = new ArrayList<>();

    @Option(names = "--rounds", description = "Times that each is measured (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(names = "--seconds", description = "Seconds of each measurement (default: ${DEFAULT-VALUE}).")
    private int seconds = 5;

    @Option(names = "--warm-up", description = "Seconds for each proxy before (default: ${DEFAULT-VALUE}).")
    private int warmUp = 20;

    @Option(names = "--connections", split = ",", description = "At once (default: ${DEFAULT-VALUE}).")
    private List<Integer> connections = List.of(64, 512);

    @Option(names = "--bodies", split = ",", description = "KB of the answers (default: ${DEFAULT-VALUE}).")
    private List<Integer> bodies = List.of(1, 64);

    @Option(names = "--streams", description = "Open at once (default: ${DEFAULT-VALUE}).")
    private int streams = 20_000;

    @Option(names = "--reconnecting", description = "Coming back at once (default: ${DEFAULT-VALUE}).")
    private int reconnecting = 10_000;

    @Option(names = "--quick", description = "One short round, to see that it works: about two minutes.")
    private boolean quick;

    private final Figures figures = new Figures();
    private Wrk wrk;
    private Proxies proxies;

    private GatewayBench() {}

    /** Measures for some minutes and prints the table. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new GatewayBench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        if (!SECTIONS.containsAll(sections)) {
            say("Known sections: %s", SECTIONS);
            return 2;
        }
        if (quick) {
            rounds = 1;
            seconds = 2;
            warmUp = 3;
            streams = Math.min(streams, 2_000);
            reconnecting = Math.min(reconnecting, 1_000);
        }
        var home = Files.createTempDirectory("grocer-bench");
        if (wants("throughput") || wants("added") || wants("cache")) {
            compare(home);
        }
        if (wants("streams")) {
            StreamBench.measure(home, figures, rounds, streams, reconnecting);
        }
        figures.print();
        return 0;
    }

    private boolean wants(String section) {
        return sections.isEmpty() || sections.contains(section);
    }

    private void compare(Path home) {
        wrk = new Wrk(SystemProgram.wrk());
        Map<String, Integer> lengths = new LinkedHashMap<>();
        bodies.forEach(body -> lengths.put(body + "k", body * 1024));
        try (var all = Proxies.start(home, SystemProgram.nginx(), lengths)) {
            proxies = all;
            say("Warming up; then a round takes about %d s …", secondsOfRound());
            warmUp();
            for (int round = 1; round <= rounds; round++) {
                say("Round %d of %d …", round, rounds);
                measure(round);
            }
        }
    }

    private int secondsOfRound() {
        int each = bodies.size() * connections.size();
        int measured = (wants("throughput") ? proxies.names().size() * each : 0)
                + (wants("added") ? proxies.names().size() + 1 : 0)
                + (wants("cache") ? proxies.caching().size() * each : 0);
        return measured * (seconds + 1);
    }

    private void warmUp() {
        for (var name : proxies.names()) {
            for (int body : bodies) {
                long length =
                        get(proxies.at(name, Proxies.PLAIN + body + "k")).body().length();
                if (length != body * 1024L) {
                    throw new IllegalStateException("%s passes on %d bytes of %d KB".formatted(name, length, body));
                }
            }
            ask(proxies.at(name, Proxies.PLAIN + first()), connections.getFirst(), warmUp);
        }
        for (var name : proxies.caching()) {
            ask(proxies.at(name, Proxies.CACHED + first()), connections.getFirst(), Math.max(1, warmUp / 4));
            for (int body : bodies) {
                awaitHit(proxies.at(name, Proxies.CACHED + body + "k"));
            }
        }
    }

    private void measure(int round) {
        for (int body : bodies) {
            for (int many : connections) {
                if (wants("throughput")) {
                    rates(round, proxies.names(), Proxies.PLAIN, body, many, "");
                }
                if (wants("cache")) {
                    rates(round, proxies.caching(), Proxies.CACHED, body, many, "cache hits, ");
                }
            }
        }
        if (wants("added")) {
            added(round);
        }
    }

    private void rates(int round, List<String> names, String path, int body, int many, String what) {
        var rates = new HashMap<String, Double>();
        for (var name : inTurn(round, names)) {
            var said = ask(proxies.at(name, path + body + "k"), many, seconds);
            var figure = "%s, %s%d KB, %d connections: ".formatted(name, what, body, many);
            rates.put(name, said.rate());
            figures.note(figure + "requests/s", said.rate());
            figures.note(figure + "p50, ms", said.p50Millis());
            figures.note(figure + "p99, ms", said.p99Millis());
            if (said.failed() > 0) {
                figures.note(figure + "failed", said.failed());
            }
        }
        for (var name : names) {
            if (!name.equals(NGINX)) {
                figures.note(
                        "%s, %s%d KB, %d connections: share of nginx, %%".formatted(name, what, body, many),
                        100 * rates.get(name) / rates.get(NGINX));
            }
        }
        names.stream()
                .filter(name -> name.startsWith("Spring"))
                .forEach(spring -> figures.note(
                        "gateway bare, %d KB, %d connections: share of Spring Cloud Gateway, %%".formatted(body, many),
                        100 * rates.get("gateway bare") / rates.get(spring)));
    }

    /** One request at a time: what the way through a proxy takes, in the middle. */
    private void added(int round) {
        double direct = ask(proxies.direct(Proxies.PLAIN + first()), 1, seconds).p50Millis();
        figures.note("upstream alone, one at a time: p50, µs", 1000 * direct);
        for (var name : inTurn(round, proxies.names())) {
            double through =
                    ask(proxies.at(name, Proxies.PLAIN + first()), 1, seconds).p50Millis();
            figures.note(name + ", one at a time: added p50, µs", 1000 * (through - direct));
        }
    }

    /** Nobody is always the first one. */
    private static List<String> inTurn(int round, List<String> names) {
        var turned = new ArrayList<>(names);
        Collections.rotate(turned, round - 1);
        return turned;
    }

    private String first() {
        return bodies.getFirst() + "k";
    }

    private Wrk.Said ask(String uri, int many, int duration) {
        return wrk.ask(uri, many, duration);
    }

    /** That it is the cache which is measured. */
    private static void awaitHit(String uri) {
        String status = "";
        for (int tries = 0; tries < 20; tries++) {
            status = get(uri).headers().firstValue("Cache-Status").orElse("none");
            if (status.equals("HIT") || status.contains("; hit")) {
                return;
            }
        }
        throw new IllegalStateException("%s does not come from a cache: %s".formatted(uri, status));
    }

    private static HttpResponse<String> get(String uri) {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
