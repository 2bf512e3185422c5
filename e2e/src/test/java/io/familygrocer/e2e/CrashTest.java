package io.familygrocer.e2e;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a process that dies at the worst moment leaves behind: everything, once. */
class CrashTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LEASE_ALL =
            "select pg_advisory_lock(x'6f7574'::int, lane) from generate_series(0, 15) lane";

    private final GrocerStack stack = Stack.get();

    @Test
    void anEventThatWasCommittedAndNotRelayedStillArrivesOnce() throws SQLException {
        var home = Stack.household("Between");
        var phone = new Phone(home.anna().api(), home.id());
        String list = phone.list("Between");
        phone.sync();
        Stack.eventually("an empty outbox").until(() -> waiting(home).isEmpty());

        String item;
        try (var lanes = leaseAllLanes()) {
            item = phone.item(list, "saffron");
            assertThat(results(phone.resend())).containsExactly("applied");
            assertThat(additions(home)).hasSize(1);
            stack.service(Service.LIST).killHard();
            assertThat(lanes.isValid(1)).isTrue();
        }
        stack.service(Service.LIST).start();
        stack.service(Service.LIST).awaitReady();

        assertArrivedOnce(home, "saffron");
        assertThat(home.ben()
                        .api()
                        .get("/api/lists/%s/items/%s".formatted(list, item))
                        .get("name")
                        .asText())
                .isEqualTo("saffron");
        // The reply may have been lost with the process: the phone sends again what it did.
        assertThat(results(phone.resend())).containsExactly("duplicate");
        assertThat(home.ben().api().get("/api/lists/%s/items".formatted(list)).get("items"))
                .hasSize(1);
    }

    @Test
    void anEventThatWasSentAndNotCrossedOffIsSentTwiceAndCountsOnce() throws SQLException {
        var home = Stack.household("Twice");
        String list = home.anna().list(home.id(), "Twice");
        Stack.eventually("an empty outbox").until(() -> waiting(home).isEmpty());

        try (var row = Stack.database(Service.LIST);
                var topic = Topic.listen("grocer.list")) {
            row.setAutoCommit(false);
            try (var lanes = leaseAllLanes()) {
                home.anna().item(list, "cardamom");
                assertThat(lanes.isValid(1)).isTrue();
                // The relay reads past this lock, and waits for it when it wants to delete.
                execute(row, "select id from outbox where key = '%s' for update".formatted(home.id()));
            }
            topic.await(1, message -> isAdded(message, home, "cardamom"));
            stack.service(Service.LIST).killHard();
            row.rollback();
            assertThat(additions(home)).hasSize(1);
            stack.service(Service.LIST).start();
            stack.service(Service.LIST).awaitReady();

            var sent = topic.await(2, message -> isAdded(message, home, "cardamom"));
            assertThat(sent)
                    .extracting(message -> Topic.header(message, "ce_id"))
                    .containsOnly(id(sent.getFirst()));
        }
        assertArrivedOnce(home, "cardamom");
    }

    @Test
    void twoRelaysKeepTheOrderOfAFamilyAndLoseAndDoubleNothing() {
        int families = 4;
        int adds = 75;
        var other = stack.replica(Service.LIST);
        try {
            var homes = IntStream.range(0, families)
                    .mapToObj(number -> Stack.household("Relay " + number))
                    .toList();
            var expected = new HashMap<String, List<String>>();
            try (var executor = Executors.newFixedThreadPool(8)) {
                var work = new ArrayList<CompletableFuture<Void>>();
                for (var home : homes) {
                    String list = home.anna().list(home.id(), "Relay");
                    var names = IntStream.range(0, adds)
                            .mapToObj(number -> "thing " + number)
                            .toList();
                    expected.put(home.id(), names);
                    var ports = List.of(
                            home.anna().api().at(stack.service(Service.LIST).uri()),
                            home.anna().api().at(other.uri()));
                    for (int number = 0; number < adds; number++) {
                        var api = ports.get(number % 2);
                        var body = java.util.Map.of("name", names.get(number));
                        work.add(CompletableFuture.runAsync(
                                () -> api.post("/api/lists/%s/items".formatted(list), body), executor));
                    }
                }
                CompletableFuture.allOf(work.toArray(CompletableFuture[]::new)).join();
            }

            try (var topic = Topic.listen("grocer.list")) {
                for (var home : homes) {
                    var added = topic.await(adds, message -> isAdded(message, home, null));
                    assertThat(added)
                            .extracting(message -> data(message).get("name").asText())
                            .containsExactlyInAnyOrderElementsOf(expected.get(home.id()));
                    assertThat(firstRevisions(
                                    topic.await(adds, message -> home.id().equals(message.key()))))
                            .isSorted()
                            .doesNotHaveDuplicates();
                }
            }
            for (var home : homes) {
                Stack.eventually("all in the inbox").until(() -> counted(home) >= adds);
                awaitALaterOne(home);
                assertThat(counted(home)).isEqualTo(adds + 1);
                assertThat(inbox(home)).doesNotHaveDuplicates();
            }
        } finally {
            other.stop();
        }
    }

    private static Connection leaseAllLanes() throws SQLException {
        var connection = Stack.database(Service.LIST);
        execute(connection, LEASE_ALL);
        return connection;
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (var prepared = connection.createStatement()) {
            prepared.execute(statement);
        }
    }

    private static List<String> waiting(Household home) {
        return Stack.rows(Service.LIST, "select id from outbox where key = '%s'".formatted(home.id()));
    }

    /** Without what the catalog makes of an addition that it has heard of. */
    private static List<String> additions(Household home) {
        return Stack.rows(
                Service.LIST,
                "select id from outbox where type = 'list.item-added.v1' and key = '%s'".formatted(home.id()));
    }

    private static void assertArrivedOnce(Household home, String name) {
        Stack.eventually("an empty outbox").until(() -> waiting(home).isEmpty());
        Stack.eventually(name + " in the inbox").until(() -> inbox(home).contains(name));
        String later = awaitALaterOne(home);
        assertThat(inbox(home)).containsExactlyInAnyOrder(name, later);
    }

    /** Once what comes behind in the same partition has had its effect, a second effect of what was before has too. */
    private static String awaitALaterOne(Household home) {
        String later = "later " + UUID.randomUUID();
        home.anna().item(home.anna().list(home.id(), "Later"), later);
        Stack.eventually(later).until(() -> inbox(home).contains(later));
        return later;
    }

    /** Every name in every entry of the other member's inbox; an entry names the first 20 of its items. */
    private static List<String> inbox(Household home) {
        var names = new ArrayList<String>();
        for (JsonNode entry : entries(home)) {
            entry.get("items").forEach(name -> names.add(name.asText()));
        }
        return names;
    }

    /** How many additions the entries of the other member's inbox stand for. */
    private static int counted(Household home) {
        return entries(home).stream()
                .mapToInt(entry -> entry.get("count").asInt())
                .sum();
    }

    private static List<JsonNode> entries(Household home) {
        var page = home.ben().api().get("/api/notifications?limit=100");
        assertThat(page.get("next").isNull()).as("all on one page").isTrue();
        var entries = new ArrayList<JsonNode>();
        page.get("items").forEach(entries::add);
        return entries;
    }

    private static List<Long> firstRevisions(List<ConsumerRecord<String, String>> messages) {
        var known = new HashSet<String>();
        return messages.stream()
                .filter(message -> known.add(id(message)))
                .map(message -> data(message).get("revision").asLong())
                .toList();
    }

    private static boolean isAdded(ConsumerRecord<String, String> message, Household home, String name) {
        return home.id().equals(message.key())
                && "list.item-added.v1".equals(Topic.header(message, "ce_type"))
                && (name == null || data(message).get("name").asText().equals(name));
    }

    private static String id(ConsumerRecord<String, String> message) {
        return Topic.header(message, "ce_id");
    }

    private static JsonNode data(ConsumerRecord<String, String> message) {
        try {
            return JSON.readTree(message.value());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> results(JsonNode answer) {
        var results = new ArrayList<String>();
        answer.get("outcomes")
                .forEach(outcome -> results.add(outcome.get("result").asText()));
        return results;
    }
}
