package io.familygrocer.e2e;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Being forgotten by every service, and taking everything along. */
class PrivacyTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Service> WITH_DATA =
            List.of(Service.FAMILY, Service.LIST, Service.CATALOG, Service.NOTIFICATION);

    private final GrocerStack stack = Stack.get();

    @Test
    void aServiceThatIsDownDelaysAnErasureAndLosesNothing() {
        var home = Stack.household("Forgetful");
        String list = home.anna().list(home.id(), "Weekly");
        home.ben().item(list, "nutmeg");
        Stack.eventually("Anna hears of it")
                .until(() ->
                        home.anna().api().get("/api/notifications").get("items").size() == 1);

        stack.service(Service.LIST).killHard();
        String report;
        try {
            report = erase(home.ben());
            Stack.eventually("the others have signed")
                    .until(() -> signed(report).size() == 3);
            assertThat(signed(report)).doesNotContain("list-service");
            assertThat(report(report).get("state").asText()).isEqualTo("running");
        } finally {
            stack.service(Service.LIST).start();
            stack.service(Service.LIST).awaitReady();
        }

        Stack.eventually("all have signed")
                .until(() -> report(report).get("state").asText().equals("completed"));
        assertNothingIsLeftOf(home.ben());
        home.anna().signIn();
        var items = home.anna().api().get("/api/lists/%s/items".formatted(list)).get("items");
        assertThat(items.findValuesAsText("name")).containsExactly("nutmeg");
        assertThat(items.findValuesAsText("addedBy")).containsExactly("00000000-0000-0000-0000-000000000000");
    }

    @Test
    void anArchiveThatIsImportedGivesAnEqualFamily() {
        var home = Stack.household("Movers");
        for (String name : List.of("Weekly", "Party")) {
            String list = home.anna().list(home.id(), name);
            for (int number = 0; number < 30; number++) {
                (number % 2 == 0 ? home.anna() : home.ben()).item(list, name + " thing " + number);
            }
        }
        byte[] archive = archive(home.anna(), home.id());
        var elsewhere = Household.Person.register(stack.gateway(), "Anna");

        var imported = elsewhere
                .api()
                .send(elsewhere
                        .api()
                        .request("/api/families/import")
                        .header("Content-Type", "application/zip")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(archive))
                        .build());
        assertThat(imported.status()).as(imported.body()).isEqualTo(201);
        elsewhere.api().as(imported.json().get("accessToken").asText());
        String copy = imported.json().get("familyId").asText();

        Stack.eventually("the lists are there")
                .until(() -> Stack.rows(Service.LIST, "select id from item where family_id = '%s'".formatted(copy))
                                .size()
                        == 60);
        assertThat(withoutIds(archive(elsewhere, copy))).isEqualTo(withoutIds(archive));
    }

    private String erase(Household.Person person) {
        var accepted = person.api().post("/api/me/erasure", Map.of("password", person.password()));
        String report = accepted.get("report").asText();
        return report.substring(report.indexOf("/api/"));
    }

    private JsonNode report(String path) {
        return new Api(stack.gateway()).get(path);
    }

    private List<String> signed(String path) {
        var names = new ArrayList<String>();
        for (var service : report(path).get("services")) {
            if (!service.get("erasedAt").isNull()) {
                names.add(service.get("service").asText());
            }
        }
        return names;
    }

    /** Ids alone stay, in what is to be erased again after a restore and in memberships that let nobody in. */
    private static void assertNothingIsLeftOf(Household.Person person) {
        for (Service service : WITH_DATA) {
            for (String table : Stack.rows(service, "select tablename from pg_tables where schemaname = 'public'")) {
                assertThat(Stack.rows(
                                service,
                                "select left(t::text, 500) from \"%s\" t where t::text like '%%%s%%'"
                                        .formatted(table, person.email())))
                        .as("%s of %s", table, service)
                        .isEmpty();
                if (!List.of("erased", "erasure", "membership", "outbox").contains(table)) {
                    assertThat(Stack.rows(
                                    service,
                                    "select left(t::text, 500) from \"%s\" t where t::text like '%%%s%%'"
                                            .formatted(table, person.id())))
                            .as("%s of %s", table, service)
                            .isEmpty();
                }
            }
        }
    }

    private static byte[] archive(Household.Person person, String family) {
        String id = person.api()
                .post("/api/me/exports", Map.of("scope", "family", "familyId", family))
                .get("id")
                .asText();
        Stack.eventually("an archive")
                .until(() -> person.api()
                        .get("/api/exports/" + id)
                        .get("state")
                        .asText()
                        .equals("ready"));
        return person.api()
                .send(
                        person.api()
                                .request("/api/exports/%s/archive".formatted(id))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    /** The records of the services, with each id as the number of its first appearance. */
    private static List<JsonNode> withoutIds(byte[] archive) {
        var numbers = new HashMap<String, Integer>();
        var records = new ArrayList<JsonNode>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.getName().equals("manifest.json")) {
                    JSON.readTree(zip.readAllBytes()).forEach(records::add);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // What happened is told by the archive and stays there: a log is about revisions of where it was written.
        records.removeIf(record -> record.path("kind").asText().equals("activity"));
        for (var node : records) {
            var record = (ObjectNode) node;
            for (String field : List.of("id", "listId", "addedBy", "checkedBy")) {
                if (record.hasNonNull(field)) {
                    record.put(field, numbers.computeIfAbsent(record.get(field).asText(), id -> numbers.size()));
                }
            }
        }
        return records;
    }
}
