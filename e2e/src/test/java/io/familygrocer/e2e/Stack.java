package io.familygrocer.e2e;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;

/** The one stack of this JVM's tests, traced; started by whoever asks first, gone with the JVM. */
final class Stack {

    private static final Traces TRACES = Traces.listen();
    private static final GrocerStack STACK = start();

    private Stack() {}

    private static GrocerStack start() {
        var stack = GrocerStack.start(StackOptions.forTests(Map.of(
                // A slow machine takes longer for the access matrix than a token lives.
                "GROCER_FAMILY_ACCESS_TOKEN_LIFETIME", "30m",
                "QUARKUS_OTEL_SDK_DISABLED", "false",
                "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", TRACES.endpoint(),
                "QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "200ms")));
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
        return stack;
    }

    static GrocerStack get() {
        return STACK;
    }

    static Traces traces() {
        return TRACES;
    }

    /** A family of two whose members every service knows by now. */
    static Household household(String name) {
        var household = Household.make(STACK.gateway(), name);
        awaitMembers(household.id(), 2);
        return household;
    }

    /** Waits until the services have heard who is in a family. */
    static void awaitMembers(String family, int count) {
        for (Service service : List.of(Service.LIST, Service.NOTIFICATION)) {
            eventually("%s knows the members".formatted(service.module()))
                    .until(() -> rows(
                                            service,
                                            "select 1 from membership where active and family_id = '%s'"
                                                    .formatted(family))
                                    .size()
                            == count);
        }
    }

    /** Waits for something that comes by way of events. */
    static org.awaitility.core.ConditionFactory eventually(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
    }

    /** What half of them stay below: a machine that stands still once does not change it. */
    static Duration median(Collection<Duration> durations) {
        return durations.stream().sorted().toList().get(durations.size() / 2);
    }

    static Connection database(Service service) throws SQLException {
        return STACK.infra().postgres().connect(service.database().orElseThrow());
    }

    /** Changes something in a service's database, behind its back. */
    static void execute(Service service, String statement) {
        try (var connection = database(service);
                var changing = connection.createStatement()) {
            changing.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    /** The first column of a query in a service's database, as text. */
    static List<String> rows(Service service, String query) {
        return rows(service.database().orElseThrow(), query);
    }

    /** The first column of a query in any database, as text. */
    static List<String> rows(String database, String query) {
        try (var connection = STACK.infra().postgres().connect(database);
                var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            var rows = new ArrayList<String>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }
}
