package io.familygrocer.list.rest;

import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import io.familygrocer.list.Family;
import io.familygrocer.list.ListsApi;
import io.familygrocer.list.sync.Phone;
import io.familygrocer.platform.testkit.Servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@WithTestResource(Servers.class)
class ListResourceTest {

    private final Family family = new Family();
    private final Family.Member anna = family.member("Anna");
    private final ListsApi api = new ListsApi(family, anna);

    @Test
    void aScriptKeepsAListAndPhonesHearOfIt() {
        String list = api.list("Hardware");
        String nails = api.item(list, Map.of("name", "nails", "amount", 100, "note", "long ones"));
        anna.asks()
                .body(Map.of("checked", true))
                .patch(ListsApi.path(list, nails))
                .then()
                .statusCode(200)
                .body("checked", equalTo(true))
                .body("checkedBy", equalTo(anna.id().toString()));
        anna.asks()
                .body(Map.of("by", -0.5))
                .post(ListsApi.path(list, nails) + "/adjust")
                .then()
                .statusCode(200)
                .body("amount", equalTo(99.5f));
        anna.asks()
                .body(java.util.Collections.singletonMap("note", null))
                .patch(ListsApi.path(list, nails))
                .then()
                .body("note", nullValue())
                .body("name", equalTo("nails"));

        anna.asks()
                .get("/api/lists?family=" + family.id())
                .then()
                .statusCode(200)
                .body("items.name", contains("Hardware"))
                .body("items[0].total", equalTo(1))
                .body("items[0].open", equalTo(0));
        assertThat(new Phone(family, anna).sync().getList("changes.name")).contains("Hardware", "nails");

        anna.asks().delete(ListsApi.path(list, nails)).then().statusCode(204);
        anna.asks().get("/api/lists/%s/items".formatted(list)).then().body("items", empty());
        anna.asks().delete("/api/lists/" + list).then().statusCode(204);
        anna.asks().get("/api/lists/" + list).then().statusCode(404);
        anna.asks().get("/api/lists").then().body("items", empty());
    }

    @Test
    void theSameKeyTwiceIsOneCall() {
        String list = api.list("Weekly");
        var body = Map.of("name", "milk", "amount", 1);
        var first = anna.asks().header("Idempotency-Key", "k1").body(body).post("/api/lists/%s/items".formatted(list));
        var again = anna.asks().header("Idempotency-Key", "k1").body(body).post("/api/lists/%s/items".formatted(list));
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.path("id").toString()).isEqualTo(first.path("id"));
        String adjust = ListsApi.path(list, first.path("id")) + "/adjust";
        for (int i = 0; i < 3; i++) {
            anna.asks()
                    .header("Idempotency-Key", "k2")
                    .body(Map.of("by", 5))
                    .post(adjust)
                    .then()
                    .statusCode(200)
                    .body("amount", equalTo(6));
        }
    }

    @Test
    void aStaleTagRefusesTheWrite() {
        String list = api.list("Weekly");
        String milk = api.item(list, Map.of("name", "milk"));
        String tag = anna.asks().get(ListsApi.path(list, milk)).header("ETag");
        anna.asks()
                .header("If-Match", tag)
                .body(Map.of("note", "first"))
                .patch(ListsApi.path(list, milk))
                .then()
                .statusCode(200);

        anna.asks()
                .header("If-Match", tag)
                .body(Map.of("note", "second"))
                .patch(ListsApi.path(list, milk))
                .then()
                .statusCode(412)
                .contentType("application/problem+json");
        anna.asks()
                .header("If-Match", "nonsense")
                .body(Map.of("note", "x"))
                .patch(ListsApi.path(list, milk))
                .then()
                .statusCode(400);
        anna.asks().get(ListsApi.path(list, milk)).then().body("note", equalTo("first"));
    }

    @Test
    void pagesShowEachItemOnce() {
        String list = api.list("Long");
        for (int i = 0; i < 7; i++) {
            api.item(list, Map.of("name", "item " + i));
        }
        var seen = new java.util.ArrayList<String>();
        String after = "";
        do {
            var page = anna.asks()
                    .get("/api/lists/%s/items?limit=3%s".formatted(list, after))
                    .jsonPath();
            seen.addAll(page.getList("items.id"));
            after = page.getString("next") == null ? null : "&after=" + page.getString("next");
        } while (after != null);

        assertThat(seen).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void whatIsNotOursIsNotThere() {
        String list = api.list("Secret");
        String milk = api.item(list, Map.of("name", "milk"));
        var stranger = Family.stranger();

        stranger.asks().get("/api/lists/" + list).then().statusCode(404);
        stranger.asks().get("/api/lists?family=" + family.id()).then().statusCode(404);
        stranger.asks().get("/api/lists").then().statusCode(200).body("items", empty());
        stranger.asks().get(ListsApi.path(list, milk)).then().statusCode(404);
        stranger.asks()
                .body(Map.of("name", "mine"))
                .patch("/api/lists/" + list)
                .then()
                .statusCode(404);
        stranger.asks()
                .body(Map.of("name", "mine"))
                .patch(ListsApi.path(list, milk))
                .then()
                .statusCode(404);
        stranger.asks()
                .body(Map.of("name", "x"))
                .post("/api/lists/%s/items".formatted(list))
                .then()
                .statusCode(404);
        stranger.asks()
                .body(Map.of("by", 1))
                .post(ListsApi.path(list, milk) + "/adjust")
                .then()
                .statusCode(404);
        stranger.asks().delete(ListsApi.path(list, milk)).then().statusCode(404);
        stranger.asks().delete("/api/lists/" + list).then().statusCode(404);
        stranger.asks()
                .body(Map.of("familyId", family.id(), "name", "x"))
                .post("/api/lists")
                .then()
                .statusCode(404);
        stranger.asks()
                .body("bread")
                .contentType("text/plain")
                .post("/api/imports?format=text&family=" + family.id())
                .then()
                .statusCode(404);
        anna.asks().get(ListsApi.path(list, milk)).then().statusCode(200).body("name", equalTo("milk"));
    }

    @Test
    void boundsAndNonsenseGetAClearAnswer() {
        String list = api.list("Weekly");
        String items = "/api/lists/%s/items".formatted(list);
        refused(items, "{\"name\":\"\"}", "name");
        refused(items, "{\"name\":\"" + "x".repeat(201) + "\"}", "fields.name");
        refused(items, "{\"name\":\"x\",\"amount\":1e9}", "fields.amount");
        refused(items, "{\"name\":\"x\",\"amount\":0.0001}", "fields.amount");
        refused(items, "{\"name\":\"x\",\"amount\":\"much\"}", "amount");
        refused(items, "{\"name\":\"x\",\"colour\":\"red\"}", "colour");
        anna.asks().get("/api/lists/nonsense").then().statusCode(404);
        anna.asks().get(items + "?limit=0").then().statusCode(400).body("errors[0].field", equalTo("limit"));
        anna.asks()
                .body("{\"checked\":\"yes\"}")
                .patch(ListsApi.path(list, api.item(list, Map.of("name", "milk"))))
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("fields.checked"));
        anna.asks()
                .get("/api/lists/%s".formatted(UUID.randomUUID()))
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        anna.asks()
                .contentType("text/plain")
                .body("x")
                .post("/api/lists")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    @Test
    void aFileComesInOnceAndLosesNothingInSilence() {
        String csv = "name,list,quantity,unit,category,note,checked\nMilk,Weekly,2,l,dairy,\"fresh, please\",false\n"
                + "Bread,Weekly,1,,Bakery!,,true\n,Weekly,,,,,\n";
        String path = "/api/imports?format=csv&family=" + family.id();
        anna.asks()
                .contentType("text/csv")
                .body(csv)
                .post(path + "&dryRun=true")
                .then()
                .statusCode(200)
                .body("created", equalTo(2))
                .body("losses", hasSize(2));
        anna.asks().get("/api/lists").then().body("items", empty());

        anna.asks()
                .contentType("text/csv")
                .body(csv)
                .post(path)
                .then()
                .statusCode(200)
                .body("created", equalTo(2))
                .body("lists[0].name", equalTo("Weekly"));
        anna.asks()
                .contentType("text/csv")
                .body(csv)
                .post(path)
                .then()
                .body("created", equalTo(0))
                .body("skipped", equalTo(2));
        anna.asks().get("/api/lists").then().body("items[0].total", equalTo(2)).body("items[0].open", equalTo(1));
        anna.asks()
                .contentType("text/csv")
                .body("no,such\n1,2\n")
                .post(path)
                .then()
                .statusCode(422);
        anna.asks()
                .contentType("application/json")
                .body("[{")
                .post("/api/imports?format=kitchenowl&family=" + family.id())
                .then()
                .statusCode(422)
                .contentType("application/problem+json");
    }

    private void refused(String path, String body, String field) {
        anna.asks()
                .body(body)
                .post(path)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo(field));
    }
}
