package io.familygrocer.e2e.convergence;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.familygrocer.client.HttpTransport;
import io.familygrocer.client.Transport;
import io.familygrocer.e2e.Api;
import io.familygrocer.e2e.EventStream;
import io.familygrocer.e2e.GrocerStack;
import io.familygrocer.e2e.Service;
import io.familygrocer.e2e.ServiceProcess;
import io.familygrocer.platform.devservices.Infra;
import io.familygrocer.platform.devservices.Ports;
import io.familygrocer.platform.devservices.PostgresServer;

/** The real list-service from its packaged jar with real servers behind it, and nothing beside it. */
public final class ListServer implements AutoCloseable {

    private static final String NAME = "convergence";
    private static final String TOPIC = "grocer.list";

    /** The JVM's own default, as in a container; of all that sets options, this variable has the last word. */
    private static final Map<String, String> ROOM_FOR_CODE = Map.of("_JAVA_OPTIONS", "-XX:ReservedCodeCacheSize=240m");

    private static final Duration FORGETS_WITHIN = Duration.ofSeconds(60);

    /** What was removed long ago and is still there, but for aliases of what is there itself. */
    private static final String REMEMBERED = """
            select 1 from item i where family_id = '%1$s' and removed and removed_at < now() - interval '90 days'
              and not exists (select 1 from item t where t.family_id = i.family_id and t.id = i.merged_into
                and not t.removed)
            union all select 1 from grocery_list l where family_id = '%1$s' and removed
              and removed_at < now() - interval '90 days'
              and not exists (select 1 from item t where t.family_id = l.family_id and t.list_id = l.id)""";

    private final ServiceProcess process;
    private final PostgresServer postgres;
    private final String databasePassword;
    private final Tokens tokens;
    private final Announced announced;
    private final AtomicInteger kills = new AtomicInteger();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ListServer(
            ServiceProcess process,
            PostgresServer postgres,
            String databasePassword,
            Tokens tokens,
            Announced announced) {
        this.process = process;
        this.postgres = postgres;
        this.databasePassword = databasePassword;
        this.tokens = tokens;
        this.announced = announced;
    }

    /** Starts it on the given servers, which nobody else uses. */
    public static ListServer start(Infra infra, Path home) {
        return start(infra, home, Service.LIST.heap(), Map.of());
    }

    /** Starts one that looks each second for what it may forget: for {@link #forget}. */
    static ListServer startForgetful(Infra infra, Path home) {
        return start(
                infra,
                home,
                Service.LIST.heap(),
                Map.of("GROCER_LIST_PURGE_EVERY", "1s", "GROCER_LIST_PURGE_DELAY", "1s"));
    }

    /**
     * Starts it with more memory than a family needs, for its code too: in the 64 MB that the launcher gives to that, the
     * JVM collects the whole heap whenever the compilers have made another few megabytes, twice a minute under load.
     *
     * @param heap as {@code -Xmx} has it
     */
    public static ListServer start(Infra infra, Path home, String heap) {
        return start(infra, home, heap, ROOM_FOR_CODE);
    }

    private static ListServer start(Infra infra, Path home, String heap, Map<String, String> more) {
        var tokens = Tokens.start();
        String password = UUID.randomUUID().toString();
        infra.postgres().database("grocer_" + NAME, password);
        var process = process(NAME, heap, infra, home, password, tokens, more);
        process.start();
        process.awaitReady();
        return new ListServer(process, infra.postgres(), password, tokens, Announced.listen(infra.kafka(), TOPIC));
    }

    private static ServiceProcess process(
            String name,
            String heap,
            Infra infra,
            Path home,
            String password,
            Tokens tokens,
            Map<String, String> more) {
        int port = Ports.free();
        int managementPort = Ports.free();
        var environment = new HashMap<>(Map.ofEntries(
                Map.entry("QUARKUS_HTTP_PORT", Integer.toString(port)),
                Map.entry("QUARKUS_HTTP_HOST", "127.0.0.1"),
                Map.entry("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort)),
                Map.entry("QUARKUS_MANAGEMENT_HOST", "127.0.0.1"),
                Map.entry("QUARKUS_OTEL_SDK_DISABLED", "true"),
                Map.entry("QUARKUS_DATASOURCE_JDBC_URL", infra.postgres().jdbcUrl("grocer_" + NAME)),
                Map.entry("QUARKUS_DATASOURCE_REACTIVE_URL", infra.postgres().reactiveUrl("grocer_" + NAME)),
                Map.entry("QUARKUS_DATASOURCE_USERNAME", "grocer_" + NAME),
                Map.entry("QUARKUS_DATASOURCE_PASSWORD", password),
                Map.entry("QUARKUS_REDIS_HOSTS", infra.redisUrl()),
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", infra.kafka()),
                Map.entry("GROCER_AUTH_JWKS_URL", tokens.jwksUrl())));
        environment.putAll(more);
        return new ServiceProcess(
                name,
                heap,
                GrocerStack.projectRoot().resolve("list-service/target/quarkus-app"),
                home,
                port,
                managementPort,
                environment,
                false);
    }

    /** A second instance of it, on the same servers; it ends with {@link #close()} of its own. */
    ListServer beside(Infra infra, Path home) {
        var second = process(NAME + "-2", Service.LIST.heap(), infra, home, databasePassword, tokens, Map.of());
        second.start();
        second.awaitReady();
        return new ListServer(second, postgres, databasePassword, tokens, announced);
    }

    /** Ends it in good order, and nothing else. */
    void stop() {
        process.stop();
    }

    /** Kills it as a machine would that loses power, and starts it again. */
    void killAndStart() {
        kills.incrementAndGet();
        process.killHard();
        process.start();
        process.awaitReady();
    }

    /** How often it was killed. */
    int kills() {
        return kills.get();
    }

    /** Where it answers. */
    public java.net.URI uri() {
        return process.uri();
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** The password of its role in the database, which is called like the database: {@code grocer_convergence}. */
    public String databasePassword() {
        return databasePassword;
    }

    /** A token of an adult of a family, for an hour. */
    public String token(UUID person, UUID family) {
        return tokens.adult(person, family);
    }

    /** How a person of a family syncs. */
    public Transport transport(UUID person, UUID family) {
        String token = tokens.adult(person, family);
        return new HttpTransport(http, process.uri(), () -> token);
    }

    /** What a person of a family is told as it happens, from a revision on. */
    EventStream stream(UUID person, UUID family, long since) {
        return EventStream.open(new Api(process.uri()).as(tokens.adult(person, family)), family.toString(), since);
    }

    /** Plants a bug in it for a family, where that goes, and otherwise does nothing; the answer takes it away again. */
    Runnable sabotage(Bug bug, UUID family) {
        return Sabotage.can(bug) ? Sabotage.plant(postgres, "grocer_" + NAME, bug, family)::takeAway : () -> {};
    }

    /** Lets three months go by for what a family has removed, and waits until the server has forgotten it. */
    void forget(UUID family) {
        ask("""
                update item set removed_at = removed_at - interval '91 days' where family_id = '%1$s' and removed;
                update grocery_list set removed_at = removed_at - interval '91 days'
                where family_id = '%1$s' and removed""".formatted(family));
        long end = System.nanoTime() + FORGETS_WITHIN.toNanos();
        while (ask(REMEMBERED.formatted(family))) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("what was removed 91 days ago is not forgotten");
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /** Whether a statement has an answer. */
    private boolean ask(String sql) {
        try (var connection = postgres.connect("grocer_" + NAME);
                var statement = connection.createStatement()) {
            return statement.execute(sql) && statement.getResultSet().next();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** What it has told other services. */
    Announced announced() {
        return announced;
    }

    @Override
    public void close() {
        announced.close();
        process.stop();
        tokens.close();
    }
}
