package io.familygrocer.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.familygrocer.platform.devservices.EmbeddedRedis;
import io.familygrocer.platform.devservices.LeashedProcess;
import io.familygrocer.platform.devservices.Ports;
import io.familygrocer.platform.devservices.SystemProgram;

import static io.familygrocer.e2e.Figures.say;

/** What {@link GatewayBench} measures side by side: one upstream, and reverse proxies in front of it. */
final class Proxies implements AutoCloseable {

    /** What answers are good for an hour under this. */
    static final String CACHED = "/api/catalog/cached/";

    /** The same without a word about caching. */
    static final String PLAIN = "/api/catalog/";

    private static final String MANY = "1000000000";

    private final Path home;
    private final SystemProgram nginx;
    private final int upstream = Ports.free();
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final List<LeashedProcess> processes = new ArrayList<>();
    private final List<ServiceProcess> gateways = new ArrayList<>();

    private Proxies(Path home, SystemProgram nginx) {
        this.home = home;
        this.nginx = nginx;
    }

    /**
     * Starts all of them.
     *
     * @param bodies lengths by name
     */
    static Proxies start(Path home, SystemProgram nginx, Map<String, Integer> bodies) {
        var all = new Proxies(home, nginx);
        try {
            all.start(bodies);
            return all;
        } catch (IOException e) {
            all.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            all.close();
            throw e;
        }
    }

    private void start(Map<String, Integer> bodies) throws IOException {
        var data = Files.createDirectories(home.resolve("data"));
        for (var body : bodies.entrySet()) {
            Files.writeString(data.resolve(body.getKey()), "x".repeat(body.getValue()));
        }
        nginx("upstream", upstream, 1, """
                location %s { alias %s/; }
                location %s { alias %s/; add_header Cache-Control "public, max-age=3600"; }
                """.formatted(PLAIN, data, CACHED, data));
        String passing = "proxy_pass http://up; proxy_http_version 1.1; proxy_set_header Connection \"\";"
                + " proxy_set_header X-Forwarded-For $remote_addr;";
        int port = Ports.free();
        nginx("nginx", port, Runtime.getRuntime().availableProcessors(), """
                location / { %s }
                location %s { %s proxy_cache hits; add_header Cache-Status $upstream_cache_status; }
                """.formatted(passing, CACHED, passing));
        ports.put("nginx", port);
        int redis = Ports.free();
        processes.add(EmbeddedRedis.start(home, redis));
        gateway(
                "gateway bare",
                Map.of(
                        "GROCER_GATEWAY_LIMITER_ENABLED",
                        "false",
                        "GROCER_GATEWAY_SHEDDING_ENABLED",
                        "false",
                        "GROCER_GATEWAY_ACCESS_LOG",
                        "false"));
        gateway("gateway with all policies", Map.of("QUARKUS_REDIS_HOSTS", "redis://127.0.0.1:" + redis));
        spring();
    }

    /** The upstream itself. */
    String direct(String path) {
        return "http://127.0.0.1:" + upstream + path;
    }

    /** Names of the proxies, nginx first. */
    List<String> names() {
        return List.copyOf(ports.keySet());
    }

    /** Names of those that cache. */
    List<String> caching() {
        return ports.keySet().stream()
                .filter(name -> !name.startsWith("Spring"))
                .toList();
    }

    /** An address at a proxy. */
    String at(String name, String path) {
        return "http://127.0.0.1:" + ports.get(name) + path;
    }

    private void nginx(String name, int port, int workers, String locations) throws IOException {
        var folder = Files.createDirectories(home.resolve(name));
        var temporary = new StringBuilder();
        for (var kind : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
            temporary.append("%s_temp_path %s/%s; ".formatted(kind, folder, kind));
        }
        // Its workers are nobody where it is started by root, and could not read our folders.
        String user = System.getProperty("user.name").equals("root") ? "user root; " : "";
        Files.writeString(
                folder.resolve("nginx.conf"),
                user + """
                worker_processes %d; daemon off; pid %s/pid; error_log %s/error.log;
                events { worker_connections 4096; }
                http {
                  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; %s
                  proxy_cache_path %s/cache keys_zone=hits:1m max_size=100m use_temp_path=off;
                  upstream up { server 127.0.0.1:%d; keepalive 512; keepalive_requests 100000000; }
                  server { listen 127.0.0.1:%d; %s }
                }
                """.formatted(workers, folder, folder, temporary, folder, upstream, port, locations));
        launch(
                name,
                port,
                folder,
                nginx.environment(),
                List.of(
                        nginx.executable().toString(),
                        "-p",
                        folder.toString(),
                        "-e",
                        folder.resolve("error.log").toString(),
                        "-c",
                        folder.resolve("nginx.conf").toString()));
    }

    private void launch(String name, int port, Path folder, Map<String, String> environment, List<String> command) {
        var process = LeashedProcess.start(name, home, "TERM", folder, environment, command);
        processes.add(process);
        process.waitUntil(() -> Ports.answers(port), Duration.ofSeconds(60));
    }

    private void gateway(String name, Map<String, String> settings) {
        int port = Ports.free();
        var all = new HashMap<>(settings);
        all.put("GROCER_GATEWAY_UPSTREAMS_CATALOG", "http://127.0.0.1:" + upstream);
        all.put("GROCER_GATEWAY_LIMITS_ADDRESS_REQUESTS", MANY);
        all.put("GROCER_GATEWAY_CONNECTIONS_MAX", "512");
        gateways.add(gateway(home, name, port, Service.GATEWAY.heap(), all));
        ports.put(name, port);
    }

    /** Starts our gateway and waits until it can serve. */
    static ServiceProcess gateway(Path home, String name, int port, String heap, Map<String, String> settings) {
        int management = Ports.free();
        var environment = new HashMap<>(settings);
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
        environment.put("GROCER_GATEWAY_SESSION_KEY", Base64.getEncoder().encodeToString(new byte[32]));
        var application = GrocerStack.projectRoot().resolve("gateway/target/quarkus-app");
        var process = new ServiceProcess(name, heap, application, home, port, management, environment, false);
        process.start();
        process.awaitReady();
        return process;
    }

    /** Left out where it could not be built. Twice the memory of ours, so that this is not what it is slowed by. */
    private void spring() throws IOException {
        var folder = GrocerStack.projectRoot().resolve("e2e/spring-gateway/target");
        var classPath = folder.resolve("class.path");
        if (!Files.exists(classPath)) {
            say("Spring Cloud Gateway is left out: mvn -f e2e/spring-gateway package builds it.");
            return;
        }
        int port = Ports.free();
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ServiceProcess.JVM);
        command.addAll(List.of(
                "-Xmx256m",
                "-XX:MaxDirectMemorySize=256m",
                "-XX:ReservedCodeCacheSize=128m",
                "-cp",
                folder.resolve("classes") + ":" + Files.readString(classPath).strip(),
                "io.familygrocer.bench.SpringGateway",
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--logging.level.root=WARN",
                "--spring.main.banner-mode=off"));
        String route = "--spring.cloud.gateway.server.webflux.routes[0].";
        command.add(route + "id=all");
        command.add(route + "uri=http://127.0.0.1:" + upstream);
        command.add(route + "predicates[0]=Path=/api/**");
        launch("spring", port, home, Map.of(), command);
        ports.put("Spring Cloud Gateway bare", port);
    }

    @Override
    public void close() {
        gateways.forEach(ServiceProcess::stop);
        processes.reversed().forEach(LeashedProcess::stop);
    }
}
