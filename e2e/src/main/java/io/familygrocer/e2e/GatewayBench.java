package io.familygrocer.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.familygrocer.platform.devservices.EmbeddedRedis;
import io.familygrocer.platform.devservices.LeashedProcess;
import io.familygrocer.platform.devservices.Ports;

import static io.familygrocer.e2e.Figures.say;

/**
 * {@code ./grocer bench gateway}: the gateway and nginx as reverse proxies of the same upstream, in turns, as a Markdown
 * table. Needs {@code nginx} and {@code wrk} of the system. Everything runs on the one machine, the generator of load
 * included; only what was measured side by side can be compared.
 */
public final class GatewayBench {

    private static final int ROUNDS = 3;
    private static final List<Integer> CONNECTIONS = List.of(64, 512);
    private static final Map<String, Integer> BODIES = new TreeMap<>(Map.of("1k", 1024, "64k", 65_536));
    private static final int WARM_UP_SECONDS = 20;
    private static final int RUN_SECONDS = 5;
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern REFUSED = Pattern.compile("Non-2xx or 3xx responses: ([0-9]+)");
    private static final String MANY = "1000000000";

    private final Figures figures = new Figures();
    private final Path home;
    private final int upstream = Ports.free();
    private final Map<String, Integer> proxies = new LinkedHashMap<>();

    private GatewayBench(Path home) {
        this.home = home;
    }

    /** Measures for some minutes and prints the table. */
    public static void main(String[] arguments) throws IOException {
        if (!isThere("nginx", "-v") || !isThere("wrk", "--version")) {
            say("This benchmark needs nginx and wrk: apt-get install nginx wrk, or what your system calls them.");
            System.exit(1);
        }
        new GatewayBench(Files.createTempDirectory("grocer-bench")).run();
    }

    private void run() throws IOException {
        var data = Files.createDirectories(home.resolve("data"));
        for (var body : BODIES.entrySet()) {
            Files.writeString(data.resolve(body.getKey()), "x".repeat(body.getValue()));
        }
        int redis = Ports.free();
        int nginx = Ports.free();
        try (var up = nginx("upstream", upstream, "location /api/catalog/ { alias %s/; }".formatted(data));
                var proxy = nginx(
                        "nginx",
                        nginx,
                        "location / { proxy_pass http://up; proxy_http_version 1.1; proxy_set_header Connection \"\";"
                                + " proxy_set_header X-Forwarded-For $remote_addr; }");
                var buckets = EmbeddedRedis.start(home, redis)) {
            proxies.put("nginx", nginx);
            var bare = gateway(
                    "bare", Map.of("GROCER_GATEWAY_LIMITER_ENABLED", "false", "GROCER_GATEWAY_ACCESS_LOG", "false"));
            var full = gateway("with all policies", Map.of("QUARKUS_REDIS_HOSTS", "redis://127.0.0.1:" + redis));
            try {
                measure();
            } finally {
                bare.stop();
                full.stop();
            }
            say("%s, %s and %s ran.", up.name(), proxy.name(), buckets.name());
        }
        figures.print();
    }

    private void measure() {
        say("Warming up …");
        proxies.values().forEach(port -> wrk(port, "1k", CONNECTIONS.getFirst(), WARM_UP_SECONDS));
        for (int round = 1; round <= ROUNDS; round++) {
            for (var body : BODIES.keySet()) {
                for (int connections : CONNECTIONS) {
                    say("Round %d of %d: %s, %d connections …", round, ROUNDS, body, connections);
                    compare(body, connections);
                }
            }
        }
    }

    private void compare(String body, int connections) {
        var rates = new HashMap<String, Double>();
        proxies.forEach((name, port) -> {
            var said = wrk(port, body, connections, RUN_SECONDS);
            var what = "%s, %s, %d connections: ".formatted(name, body, connections);
            rates.put(name, number(RATE, said));
            figures.note(what + "requests/s", rates.get(name));
            figures.note(what + "p50, ms", millis("50%", said));
            figures.note(what + "p99, ms", millis("99%", said));
            if (REFUSED.matcher(said).find()) {
                figures.note(what + "not 200", number(REFUSED, said));
            }
        });
        rates.forEach((name, rate) -> {
            if (!name.equals("nginx")) {
                figures.note(
                        "%s, %s, %d connections: share of nginx, %%".formatted(name, body, connections),
                        100 * rate / rates.get("nginx"));
            }
        });
    }

    private ServiceProcess gateway(String name, Map<String, String> settings) {
        int port = Ports.free();
        int management = Ports.free();
        var environment = new HashMap<>(settings);
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
        environment.put("GROCER_GATEWAY_UPSTREAMS_CATALOG", "http://127.0.0.1:" + upstream);
        environment.put("GROCER_GATEWAY_LIMITS_ADDRESS_REQUESTS", MANY);
        environment.put("GROCER_GATEWAY_CONNECTIONS_MAX", "512");
        environment.put("GROCER_GATEWAY_SESSION_KEY", Base64.getEncoder().encodeToString(new byte[32]));
        var application = GrocerStack.projectRoot().resolve("gateway/target/quarkus-app");
        var process = new ServiceProcess(
                "gateway " + name, Service.GATEWAY.heap(), application, home, port, management, environment, false);
        process.start();
        process.awaitReady();
        proxies.put("gateway " + name, port);
        return process;
    }

    private LeashedProcess nginx(String name, int port, String location) {
        var folder = home.resolve(name);
        int workers = name.equals("upstream") ? 1 : Runtime.getRuntime().availableProcessors();
        var temporary = new StringBuilder();
        for (var kind : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
            temporary.append("%s_temp_path %s/%s; ".formatted(kind, folder, kind));
        }
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("nginx.conf"), """
                worker_processes %d; daemon off; pid %s/pid; error_log %s/error.log;
                events { worker_connections 4096; }
                http {
                  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; %s
                  upstream up { server 127.0.0.1:%d; keepalive 512; keepalive_requests 100000000; }
                  server { listen 127.0.0.1:%d; %s }
                }
                """.formatted(
                            workers, folder, folder, temporary, upstream, port, location));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var process = LeashedProcess.start(
                name,
                home,
                "TERM",
                folder,
                Map.of(),
                List.of(
                        "nginx",
                        "-p",
                        folder.toString(),
                        "-c",
                        folder.resolve("nginx.conf").toString()));
        process.waitUntil(() -> Ports.answers(port), Duration.ofSeconds(20));
        return process;
    }

    private static String wrk(int port, String body, int connections, int seconds) {
        var uri = URI.create("http://127.0.0.1:%d/api/catalog/%s".formatted(port, body));
        return said(
                "wrk",
                "-t1",
                "-c" + connections,
                "-d" + seconds + "s",
                "--latency",
                "--timeout",
                "10s",
                uri.toString());
    }

    private static double number(Pattern pattern, String said) {
        var found = pattern.matcher(said);
        if (!found.find()) {
            throw new IllegalStateException("wrk said nothing that can be understood: " + said);
        }
        return Double.parseDouble(found.group(1));
    }

    /** As wrk says it: {@code 50%  812.00us}, {@code 99%  12.34ms} or {@code 1.20s}. */
    private static double millis(String percentile, String said) {
        var found = Pattern.compile(percentile + "\\s+([0-9.]+)(us|ms|s)").matcher(said);
        if (!found.find()) {
            throw new IllegalStateException("wrk said nothing that can be understood: " + said);
        }
        double value = Double.parseDouble(found.group(1));
        return switch (found.group(2)) {
            case "us" -> value / 1000;
            case "ms" -> value;
            default -> value * 1000;
        };
    }

    private static boolean isThere(String program, String question) {
        try {
            return !said(program, question).isEmpty();
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static String said(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
