package io.familygrocer.e2e;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import io.familygrocer.platform.devservices.Infra;
import io.familygrocer.platform.devservices.LeashedProcess;
import io.familygrocer.platform.devservices.Ports;

/**
 * The topology of Family Grocer: one Postgres server with a database and a role for each service, Redis, Kafka, the four
 * services and the gateway in front, all as processes of this machine. {@code ./grocer up} and the end-to-end tests
 * start the same.
 */
public final class GrocerStack implements AutoCloseable {

    private final StackOptions options;
    private final DataFolder folder;
    private final Path root;
    private final Secrets secrets;
    private final Map<Service, ServiceProcess> services = new EnumMap<>(Service.class);
    private final List<ServiceProcess> replicas = new ArrayList<>();
    private Infra infra;
    private ProductionParts production;
    private boolean closed;

    private GrocerStack(StackOptions options, DataFolder folder) {
        this.options = options;
        this.folder = folder;
        this.root = projectRoot();
        this.secrets = new Secrets(folder.path());
    }

    /**
     * Starts everything and waits until it can serve.
     *
     * @throws StartException where the folder or the port is taken, or something is not built
     */
    public static GrocerStack start(StackOptions options) {
        var stack = new GrocerStack(options, DataFolder.take(options.data(), options.ephemeral()));
        if (options.train()) {
            // Else each service would still write its cache, which takes longer than anyone waits at the end.
            Runtime.getRuntime().addShutdownHook(new Thread(stack::abort));
        }
        try {
            LeashedProcess.awaitEarlier(options.data());
            stack.requirePort();
            stack.startInfra();
            stack.startServices();
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    private void requirePort() {
        if (options.port() != 0 && !Ports.isFree(options.port())) {
            throw new StartException("Port %d is taken by another program. Choose another one: ./grocer up --port %d"
                    .formatted(options.port(), options.port() + 1));
        }
    }

    private void startInfra() {
        if (options.productionLike()) {
            production = ProductionParts.start(folder.path(), root, secrets.password("redis"));
        }
        timed("Postgres, Redis, Kafka", () -> {
            infra = Infra.start(folder.path(), secrets.password("postgres"), !options.ephemeral());
            withDatabase()
                    .map(service -> service.database().orElseThrow())
                    .forEach(name -> infra.postgres().database(name, secrets.password(name)));
        });
        if (production != null) {
            timed(
                    "migrations",
                    () -> Migration.all(withDatabase().map(this::migration).toList()));
            timed("Redis Cluster", production::redis);
        }
    }

    private static Stream<Service> withDatabase() {
        return Stream.of(Service.values()).filter(service -> service.database().isPresent());
    }

    /** The migration of a service's database, not started. */
    Migration migration(Service service) {
        return new Migration(
                application(service),
                direct(service, Ports.free(), Ports.free()),
                folder.path().resolve("log/%s-migrate.log".formatted(service.module())));
    }

    /** All at once: while one waits for its database another uses the processor. The gateway needs none of them. */
    private void startServices() {
        for (Service service : Service.values()) {
            int port = service == Service.GATEWAY && options.port() != 0 ? options.port() : Ports.free();
            services.put(service, process(service, service.module(), port));
        }
        services.get(Service.GATEWAY).start();
        services.values().stream()
                .filter(process -> process != service(Service.GATEWAY))
                .forEach(ServiceProcess::start);
        if (production != null) {
            startReplicas();
        }
        services.forEach((service, process) -> timed(service.module(), process::awaitReady));
        replicas.forEach(process -> timed(process.name(), process::awaitReady));
    }

    private void startReplicas() {
        withDatabase().forEach(service -> {
            production.add(service, service(service));
            for (int i = 1; i < ProductionParts.REPLICAS; i++) {
                production.add(service, startReplica(service));
            }
        });
    }

    private ServiceProcess process(Service service, String name, int port) {
        int managementPort = Ports.free();
        var environment = direct(service, port, managementPort);
        if (production != null) {
            production.adapt(
                    service,
                    name,
                    infra,
                    service.database().map(secrets::password).orElse(""),
                    environment);
        }
        if (options.images().containsKey(service)) {
            var launch = options.images().get(service).launch(service, options.train());
            return new ServiceProcess(name, launch, folder.path(), port, managementPort, environment);
        }
        return new ServiceProcess(
                name,
                service.heap(),
                application(service),
                folder.path(),
                port,
                managementPort,
                environment,
                options.train());
    }

    private Path application(Service service) {
        Path application = root.resolve(service.module()).resolve("target/quarkus-app");
        if (!Files.exists(application.resolve("quarkus-run.jar"))) {
            throw new StartException("%s is not built: run ./grocer build".formatted(service.module()));
        }
        return application;
    }

    private Map<String, String> direct(Service service, int port, int managementPort) {
        var environment = new ServiceEnvironment(options, folder.path(), secrets, infra);
        return service == Service.GATEWAY
                ? environment.ofGateway(port, managementPort, services)
                : environment.of(service, port, managementPort, jwksUrl(service, port));
    }

    private String jwksUrl(Service service, int port) {
        if (production != null) {
            return production.address(Service.FAMILY) + "/api/auth/jwks";
        }
        return (service == Service.FAMILY
                        ? "http://127.0.0.1:" + port
                        : service(Service.FAMILY).uri().toString())
                + "/api/auth/jwks";
    }

    /** Starts a further process of a service, which the gateway does not know. */
    public ServiceProcess replica(Service service) {
        var process = startReplica(service);
        process.awaitReady();
        return process;
    }

    private ServiceProcess startReplica(Service service) {
        var process = process(service, service.module() + "-" + (replicas.size() + 2), Ports.free());
        replicas.add(process);
        process.start();
        return process;
    }

    /** Where people go. */
    public URI gateway() {
        return service(Service.GATEWAY).uri();
    }

    /** A process. */
    public ServiceProcess service(Service service) {
        return services.get(service);
    }

    /** Every process of a service of ours, replicas among them. */
    List<ServiceProcess> allOfOurs() {
        return Stream.concat(services.values().stream(), replicas.stream()).toList();
    }

    /** What the charts put around the services; null where it is not started so. */
    ProductionParts production() {
        return production;
    }

    /** What the services stand on. */
    public Infra infra() {
        return infra;
    }

    /** The password of a service's database role, for tests that look into a database. */
    public String password(Service service) {
        return secrets.password(service.database().orElseThrow());
    }

    /** What family-service seals its keys with, in Base64; for tests that sign tokens of their own. */
    String keyEncryptionKey() {
        return secrets.key(ServiceEnvironment.KEY_ENCRYPTION_KEY);
    }

    /** Everything that runs, by name. */
    public Map<String, Long> processes() {
        var pids = new LinkedHashMap<String, Long>();
        infra.processes().forEach(process -> pids.put(process.name(), process.pid()));
        services.values().forEach(process -> pids.put(process.name(), process.pid()));
        if (production != null) {
            replicas.forEach(process -> pids.put(process.name(), process.pid()));
            production.processes().stream()
                    .filter(LeashedProcess::isAlive)
                    .forEach(process -> pids.put(process.name(), process.pid()));
        }
        return pids;
    }

    /** Stops everything in order: who asks before who is asked. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        var gateway = services.get(Service.GATEWAY);
        stop(gateway);
        stopAll(allOfOurs().stream().filter(process -> process != gateway).toList());
        if (production != null) {
            production.close();
        }
        if (infra != null) {
            infra.processes().forEach(this::stop);
        }
        folder.close();
    }

    /**
     * All at once: most of it is waiting. But where they train, as many at a time as there are processors: each has its
     * cache to write, a minute of one of them.
     */
    private void stopAll(List<ServiceProcess> processes) {
        try (var threads = options.train()
                ? Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())
                : Executors.newVirtualThreadPerTaskExecutor()) {
            processes.forEach(process -> threads.execute(() -> stop(process)));
        }
    }

    /** Ends everything at once; what a service would still have written when it stops is lost. */
    private void abort() {
        services.values().forEach(ServiceProcess::killHard);
        close();
    }

    private void stop(ServiceProcess process) {
        if (process != null) {
            process.stop();
            options.progress().accept("  stopped " + process.name());
        }
    }

    private void stop(LeashedProcess process) {
        process.stop();
        options.progress().accept("  stopped " + process.name());
    }

    private void timed(String what, Runnable step) {
        long start = System.nanoTime();
        step.run();
        var took = Duration.ofNanos(System.nanoTime() - start);
        options.progress().accept("  %-24s ready  %4.1f s".formatted(what, took.toMillis() / 1000.0));
    }

    /** The folder of the project: ours, or one above it. */
    public static Path projectRoot() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("grocer")) && Files.exists(folder.resolve("list-service/pom.xml"))) {
                return folder;
            }
        }
        throw new StartException("This is not a folder of the project: run ./grocer from there");
    }
}
