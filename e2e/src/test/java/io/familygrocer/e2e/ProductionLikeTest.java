package io.familygrocer.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The services on what the charts deploy: PgBouncer in transaction mode, a Redis Cluster of six, two replicas of each,
 * the gateway in front. A primary of Redis dies in the middle, and nobody notices.
 */
class ProductionLikeTest {

    private static GrocerStack stack;

    @BeforeAll
    static void start() {
        // Fifteen processes that live for a minute: most of what the better compiler would do is never used.
        stack = GrocerStack.start(StackOptions.forTests(Map.of("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1"))
                .asInProduction());
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void theJourneyGoesOnWhileAPrimaryOfRedisDies() {
        var home = Household.make(stack.gateway(), "Production");
        awaitMembers(home.id());
        var anna = new Phone(home.anna().api(), home.id());
        var ben = new Phone(home.ben().api(), home.id());
        String list = anna.list("Weekly");
        String milk = anna.item(list, "oat milk");
        assertThat(anna.sync().get("outcomes"))
                .allMatch(outcome -> outcome.get("result").asText().equals("applied"));
        assertThat(ben.sync().toString()).contains("oat milk");

        try (var stream = EventStream.open(home.ben().api(), home.id())) {
            int lost = stack.production().redis().primary();
            stack.production().redis().lose(lost, false);

            // While the cluster notices and a replica takes over.
            for (int i = 0; i < 10; i++) {
                String name = "bread " + i;
                home.anna().item(list, name);
                stream.await(Duration.ofSeconds(30), event -> event.data().contains(name));
                assertThat(home.ben().api().get("/api/catalog/categories").get("items"))
                        .isNotEmpty();
            }
            stack.production().redis().bringBack(lost);
        }

        eventually("a category")
                .until(() -> home.ben()
                        .api()
                        .get("/api/lists/%s/items/%s".formatted(list, milk))
                        .path("category")
                        .asText()
                        .equals("dairy-alternatives"));
        eventually("an entry")
                .until(() ->
                        home.ben().api().get("/api/notifications").toString().contains("bread 9"));
        var session = new Api(stack.gateway())
                .post(
                        "/api/auth/sign-in",
                        Map.of(
                                "email",
                                home.anna().email(),
                                "password",
                                home.anna().password()));
        assertThat(session.get("accessToken").asText()).isNotEmpty();
        assertThat(home.anna().api().get("/api/families/" + home.id()).get("members"))
                .hasSize(2);
        assertPooled();
        assertMeasured();
    }

    /** Nobody speaks to Postgres but by a pooler: the services' own pools would take 16 each. */
    private static void assertPooled() {
        assertThat(count(Service.LIST, "select count(*) from pg_stat_activity where usename = 'grocer_list'"))
                .isPositive()
                .isLessThanOrEqualTo(20);
        assertThat(count(Service.LIST, "select count(*) from pg_prepared_statements"))
                .isZero();
    }

    /** What the charts' alerts and dashboards read is measured. */
    private static void assertMeasured() {
        var exposed = new TreeSet<String>();
        stack.allOfOurs().forEach(process -> exposed.addAll(metrics(process.management())));
        assertThat(exposed).containsAll(read());
    }

    private static List<String> read() {
        try {
            return Files.readAllLines(GrocerStack.projectRoot().resolve("helm/src/test/resources/metrics/services.txt"))
                    .stream()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> metrics(URI management) {
        var request = HttpRequest.newBuilder(management.resolve("/q/metrics")).build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("[{ ]", 2)[0])
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theDatabasesWereMigratedBeforehandAndOnce() {
        for (Service service : List.of(Service.FAMILY, Service.LIST, Service.CATALOG, Service.NOTIFICATION)) {
            assertThat(count(service, "select count(*) from flyway_schema_history where success"))
                    .isPositive();
            assertThat(
                            count(
                                    service,
                                    "select count(*) - count(distinct version) from flyway_schema_history where version is not null"))
                    .isZero();
        }
    }

    /** A gateway that has to renew what another has just begun would answer with another cookie. */
    @Test
    void gatewaysShareTheSessionOfABrowserInTheCluster() {
        String email = "browser-%s@example.org".formatted(UUID.randomUUID());
        var signedIn = ask(
                stack.gateway().resolve("/api/auth/register"),
                null,
                Api.json(Map.of("email", email, "password", "correct horse battery", "displayName", "Berta")));
        String cookie = signedIn.headers().allValues("Set-Cookie").stream()
                .filter(set -> set.startsWith("__Host-grocer="))
                .map(set -> set.substring(0, set.indexOf(';')))
                .findFirst()
                .orElseThrow();
        var other = stack.replica(Service.GATEWAY);

        var me = ask(other.uri().resolve("/api/me"), cookie, null);

        assertThat(signedIn.body()).doesNotContain("oken");
        assertThat(me.statusCode()).isEqualTo(200);
        assertThat(me.body()).contains("Berta");
        assertThat(me.headers().firstValue("Set-Cookie")).isEmpty();
    }

    private static HttpResponse<String> ask(URI address, String cookie, String body) {
        var request = HttpRequest.newBuilder(address)
                .header("X-Session", "person")
                .header("Content-Type", "application/json")
                .method(
                        body == null ? "GET" : "POST",
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (cookie != null) {
            request.header("Cookie", cookie);
        }
        return new Api(stack.gateway()).send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void awaitMembers(String family) {
        for (Service service : List.of(Service.LIST, Service.NOTIFICATION)) {
            eventually(service + " knows the members")
                    .until(() -> count(
                                    service,
                                    "select count(*) from membership where active and family_id = '%s'"
                                            .formatted(family))
                            == 2);
        }
    }

    private static long count(Service service, String query) {
        try (var connection =
                        stack.infra().postgres().connect(service.database().orElseThrow());
                var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    private static ConditionFactory eventually(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
    }
}
