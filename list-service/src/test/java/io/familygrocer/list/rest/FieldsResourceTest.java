package io.familygrocer.list.rest;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.familygrocer.list.Family;
import io.familygrocer.list.ListsApi;
import io.familygrocer.list.sync.Phone;
import io.familygrocer.platform.testkit.Servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

/** What lists and items say besides their names: by REST and by sync the same. */
@QuarkusTest
@WithTestResource(Servers.class)
class FieldsResourceTest {

    private final Family family = new Family();
    private final Family.Member anna = family.member("Anna");
    private final ListsApi api = new ListsApi(family, anna);

    @Test
    void anItemIsGivenToMembersOnly() {
        String list = api.list(Map.of("name", "Weekly"));
        String item = api.item(list, Map.of("name", "Milk"));
        var stranger = Family.stranger();
        assign(list, item, stranger.id()).then().statusCode(400).body("errors[0].field", equalTo("fields.assignedTo"));
        var phone = new Phone(family, anna);
        phone.does("item.assign", UUID.fromString(item), Map.of("fields", Map.of("assignedTo", stranger.id())));
        phone.set(UUID.fromString(item), Map.of("note", "cold"));
        var answer = phone.sync();
        assertThat(answer.getString("outcomes[0].result")).isEqualTo("rejected");
        assertThat(answer.getString("outcomes[0].problem.errors[0].field")).isEqualTo("fields.assignedTo");
        assertThat(answer.getString("outcomes[1].result")).isEqualTo("applied");

        var ben = family.member("Ben");
        family.hears(
                "family.member-joined.v1",
                2,
                "\"personId\":\"%s\",\"displayName\":\"Ben\",\"role\":\"adult\"".formatted(ben.id()));
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> assign(list, item, ben.id()).statusCode() == 200);
        family.hears("family.member-left.v1", 3, "\"personId\":\"%s\"".formatted(ben.id()));
        String other = api.item(list, Map.of("name", "Bread"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> assign(list, other, ben.id()).statusCode() == 400);
        // Who has left keeps what they were given, until somebody takes it; a copy is for those who are there.
        assign(list, item, ben.id()).then().statusCode(200);
        anna.asks()
                .body(Map.of("name", "Copy"))
                .post("/api/lists/%s/copies".formatted(list))
                .then()
                .statusCode(201);
    }

    private io.restassured.response.Response assign(String list, String item, UUID to) {
        return anna.asks().body(Map.of("assignedTo", to)).patch(ListsApi.path(list, item));
    }

    @Test
    void whatIsSaidOfAnItemReachesEveryReplica() {
        String list = api.list(Map.of("name", "Weekly"));
        var said = Map.<String, Object>of(
                "barcode",
                "4006381333931",
                "productId",
                "milk",
                "photo",
                "photos/1.jpg",
                "urgent",
                true,
                "assignedTo",
                anna.id().toString(),
                "stores",
                List.of("Aldi", "Lidl"),
                "due",
                "2026-12-24",
                "estimatedPrice",
                Map.of("minor", 199, "currency", "EUR"),
                "recurrence",
                Map.of("rule", "FREQ=WEEKLY", "from", "due"));
        var body = new java.util.HashMap<>(said);
        body.put("name", "Milk");

        String item = anna.asks()
                .body(body)
                .post("/api/lists/%s/items".formatted(list))
                .then()
                .statusCode(201)
                .body("addedAt", notNullValue())
                .extract()
                .path("id");

        Map<String, Object> shown =
                anna.asks().get(ListsApi.path(list, item)).jsonPath().getMap("$");
        assertThat(shown).containsAllEntriesOf(said);
        Map<String, Object> synced = new Phone(family, anna).sync().getMap("changes[1]");
        assertThat(synced).isEqualTo(shown);
    }

    @Test
    void aReplicaThatWroteSeesWhatTheOthersSee() {
        var annas = new Phone(family, anna);
        var list = annas.list("Weekly");
        var item = annas.item(list, "Milk");
        annas.set(item, Map.of("urgent", true, "due", "2026-12-24", "amount", 1.50, "checked", true));

        var own = annas.sync().getList("changes");

        assertThat(new Phone(family, family.member("Ben")).sync().getList("changes"))
                .isEqualTo(own);
    }

    @Test
    void aValueIsTakenAwayByNull() {
        String list =
                api.list(Map.of("name", "Weekly", "store", "Lidl", "budget", Map.of("minor", 5000, "currency", "EUR")));
        String item = api.item(list, Map.of("name", "Milk", "urgent", true, "stores", List.of("Lidl")));

        anna.asks()
                .body("{\"urgent\":false,\"stores\":null}")
                .patch(ListsApi.path(list, item))
                .then()
                .statusCode(200)
                .body("urgent", nullValue())
                .body("stores", nullValue());
        anna.asks()
                .body("{\"store\":null,\"budget\":null,\"archived\":true,\"colour\":\"#2e7d32\",\"position\":\"a5\"}")
                .patch("/api/lists/" + list)
                .then()
                .statusCode(200)
                .body("store", nullValue())
                .body("budget", nullValue())
                .body("archived", equalTo(true))
                .body("colour", equalTo("#2e7d32"))
                .body("position", equalTo("a5"));
    }

    @Test
    void listsAreInTheirOrder() {
        api.list(Map.of("name", "None"));
        api.list(Map.of("name", "B", "position", "b"));
        api.list(Map.of("name", "A", "position", "a"));

        anna.asks().get("/api/lists").then().body("items.name", contains("A", "B", "None"));
    }

    @Test
    void whatRecursComesAgainAndWhatIsCheckedStays() {
        String list = api.list(Map.of("name", "Weekly"));
        String item = api.item(
                list,
                Map.of(
                        "name", "Milk",
                        "due", "2999-01-01",
                        "recurrence", Map.of("rule", "FREQ=DAILY;INTERVAL=2", "from", "due")));

        anna.asks()
                .body("{\"checked\":true}")
                .patch(ListsApi.path(list, item))
                .then()
                .statusCode(200);
        anna.asks()
                .body("{\"checked\":true}")
                .patch(ListsApi.path(list, item))
                .then()
                .body("checked", equalTo(true));

        anna.asks()
                .get("/api/lists/%s/items".formatted(list))
                .then()
                .body("items", hasSize(2))
                .body("items.find { !it.checked }.due", equalTo("2999-01-03"))
                .body("items.find { it.checked }.id", equalTo(item))
                .body("items.find { it.checked }.checkedAt", notNullValue());
        anna.asks()
                .body("{\"checked\":false}")
                .patch(ListsApi.path(list, item))
                .then()
                .statusCode(200);
        anna.asks().get("/api/lists/%s/items".formatted(list)).then().body("items", hasSize(1));
    }

    @Test
    void aNewNameIsNotTheOldProduct() {
        String list = api.list(Map.of("name", "Weekly"));
        String item = api.item(list, Map.of("name", "Milk", "productId", "milk"));

        anna.asks()
                .body("{\"name\":\"Bread\"}")
                .patch(ListsApi.path(list, item))
                .then()
                .body("productId", nullValue());
        anna.asks()
                .body("{\"name\":\"Rye bread\",\"productId\":\"bread\"}")
                .patch(ListsApi.path(list, item))
                .then()
                .body("productId", equalTo("bread"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"barcode\":\"4006381333932\"} | fields.barcode",
                "{\"due\":\"soon\"} | fields.due",
                "{\"stores\":\"Lidl\"} | fields.stores",
                "{\"stores\":[\"\"]} | fields.stores",
                "{\"assignedTo\":\"Ben\"} | fields.assignedTo",
                "{\"estimatedPrice\":{\"minor\":1.5,\"currency\":\"EUR\"}} | fields.estimatedPrice.minor",
                "{\"paidPrice\":{\"minor\":1,\"currency\":\"XQQ\"}} | fields.paidPrice.currency",
                "{\"recurrence\":{\"rule\":\"often\",\"from\":\"due\"}} | fields.recurrence.rule",
                "{\"recurrence\":{\"rule\":\"FREQ=DAILY\",\"from\":\"x\"}} | fields.recurrence.from",
                "{\"photo\":\"<script>\"} | fields.photo",
                "{\"urgent\":\"very\"} | fields.urgent"
            })
    void whatDoesNotFitIsNamed(String body, String field) {
        String list = api.list(Map.of("name", "Weekly"));
        String item = api.item(list, Map.of("name", "Milk"));

        anna.asks()
                .body(body)
                .patch(ListsApi.path(list, item))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo(field));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"colour\":\"red\"} | fields.colour",
                "{\"position\":\"a b\"} | fields.position",
                "{\"budget\":5} | fields.budget",
                "{\"sharedWith\":[\"Ben\"]} | fields.sharedWith"
            })
    void whatDoesNotFitAListIsNamed(String body, String field) {
        anna.asks()
                .body(body)
                .patch("/api/lists/" + api.list(Map.of("name", "Weekly")))
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo(field));
    }

    @Test
    void aGuestNotesWhatHappensInTheStoreAndNothingElse() {
        String list = api.list(Map.of("name", "Weekly"));
        String item = api.item(list, Map.of("name", "Milk"));
        var guest = family.pass(UUID.fromString(list), "check");

        guest.asks()
                .body("{\"notFound\":true,\"paidPrice\":{\"minor\":99,\"currency\":\"EUR\"}}")
                .patch(ListsApi.path(list, item))
                .then()
                .statusCode(200)
                .body("notFound", equalTo(true));
        guest.asks()
                .body("{\"urgent\":true}")
                .patch(ListsApi.path(list, item))
                .then()
                .statusCode(403);
    }
}
