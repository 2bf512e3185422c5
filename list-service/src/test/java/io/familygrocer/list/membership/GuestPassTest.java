package io.familygrocer.list.membership;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.familygrocer.list.Family;
import io.familygrocer.list.sync.Phone;
import io.familygrocer.platform.testkit.Servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

/** What the bearer of a pass sees and may: one list, and little on it. */
@QuarkusTest
@WithTestResource(Servers.class)
class GuestPassTest {

    private final Family family = new Family();
    private final Family.Member anna = family.member("Anna");
    private final Phone annas = new Phone(family, anna);
    private UUID party;
    private UUID weekly;
    private UUID chips;
    private UUID milk;

    @BeforeEach
    void twoLists() {
        party = annas.list("Party");
        weekly = annas.list("Weekly");
        chips = annas.item(party, "chips");
        milk = annas.item(weekly, "milk");
        annas.sync();
    }

    @Test
    void thereIsOneListOnly() {
        var guest = family.pass(party, "check");

        guest.asks().get("/api/lists").then().statusCode(200).body("items.name", contains("Party"));
        guest.asks().get("/api/lists?family=" + family.id()).then().body("items.name", contains("Party"));
        guest.asks().get("/api/lists/" + party).then().statusCode(200);
        guest.asks().get("/api/lists/" + weekly).then().statusCode(404);
        guest.asks().get(items(party)).then().body("items.name", contains("chips"));
        guest.asks().get(items(weekly)).then().statusCode(404);
        guest.asks().get(items(weekly) + "/" + milk).then().statusCode(404);
        guest.asks().get(items(party) + "/" + milk).then().statusCode(404);
        var elsewhere = new Family();
        guest.asks().get("/api/lists?family=" + elsewhere.id()).then().statusCode(404);
    }

    @Test
    void aPullTellsOfThatListOnlyAndCountsOn() {
        var phone = new Phone(family, family.pass(party, "check"));

        var first = phone.sync();
        assertThat(first.getList("changes.name")).containsExactly("Party", "chips");
        annas.item(weekly, "bread");
        long revision = annas.sync().getLong("revision");
        var second = phone.sync();

        assertThat(second.getList("changes")).isEmpty();
        assertThat(second.getLong("revision")).isEqualTo(revision);
    }

    @Test
    void whatMovesToAnotherListIsGone() {
        var phone = new Phone(family, family.pass(party, "check"));
        phone.sync();

        annas.does("item.set", chips, Map.of("listId", weekly, "fields", Map.of()));
        annas.does("item.set", milk, Map.of("listId", party, "fields", Map.of()));
        assertThat(annas.sync().getList("outcomes.result")).containsOnly("applied");

        var pulled = phone.sync();
        assertThat(pulled.getList("changes.id")).containsExactly(chips.toString(), milk.toString());
        assertThat(pulled.getBoolean("changes[0].deleted")).isTrue();
        assertThat(pulled.getString("changes[0].name")).isNull();
        assertThat(pulled.getString("changes[1].name")).isEqualTo("milk");
    }

    @Test
    void toCheckIsToCheckAndNothingElse() {
        var guest = family.pass(party, "check");

        guest.asks()
                .body(Map.of("checked", true))
                .patch(items(party) + "/" + chips)
                .then()
                .statusCode(200)
                .body("checkedBy", equalTo(guest.id().toString()));
        guest.asks()
                .body(Map.of("checked", false, "name", "crisps"))
                .patch(items(party) + "/" + chips)
                .then()
                .statusCode(403);
        guest.asks()
                .body(Map.of("by", 1))
                .post(items(party) + "/" + chips + "/adjust")
                .then()
                .statusCode(403);
        guest.asks().post(items(party) + "/" + chips + "/approve").then().statusCode(403);
        guest.asks().delete(items(party) + "/" + chips).then().statusCode(403);
        guest.asks().body(Map.of("name", "beer")).post(items(party)).then().statusCode(403);
        guest.asks()
                .body(Map.of("name", "Mine"))
                .patch("/api/lists/" + party)
                .then()
                .statusCode(403);
        guest.asks().delete("/api/lists/" + party).then().statusCode(403);
        guest.asks()
                .body(Map.of("familyId", family.id(), "name", "Mine"))
                .post("/api/lists")
                .then()
                .statusCode(403);
        guest.asks()
                .contentType("text/plain")
                .body("beer")
                .post("/api/imports?format=text&family=" + family.id())
                .then()
                .statusCode(403);
        guest.asks()
                .body(Map.of("checked", true))
                .patch(items(weekly) + "/" + milk)
                .then()
                .statusCode(404);
    }

    @Test
    void toAddIsToAddAndToCheck() {
        var guest = family.pass(party, "add");

        String beer = guest.asks()
                .body(Map.of("name", "beer", "amount", 6))
                .post(items(party))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        guest.asks()
                .body(Map.of("checked", true))
                .patch(items(party) + "/" + beer)
                .then()
                .statusCode(200);
        guest.asks()
                .body(Map.of("name", "wine"))
                .patch(items(party) + "/" + beer)
                .then()
                .statusCode(403);
        guest.asks().body(Map.of("name", "wine")).post(items(weekly)).then().statusCode(404);
    }

    @Test
    void aQueueIsTakenMutationByMutation() {
        var phone = new Phone(family, family.pass(party, "check"));
        phone.set(chips, Map.of("checked", true));
        phone.set(milk, Map.of("checked", true));
        phone.item(party, "beer");
        phone.does("item.remove", chips, Map.of("seen", 100));
        phone.does("item.set", chips, Map.of("listId", weekly, "fields", Map.of()));
        phone.does("list.clear-checked", party, Map.of("seen", 100));
        phone.set(chips, Map.of("checked", false));

        var answer = phone.sync();

        assertThat(answer.getList("outcomes.result"))
                .containsExactly("applied", "rejected", "rejected", "rejected", "rejected", "rejected", "applied");
        assertThat(answer.getList("outcomes.problem.status")).containsExactly(404, 403, 403, 404, 403);
        assertThat(answer.getLong("lastSeq")).isEqualTo(7);
        anna.asks().get(items(weekly) + "/" + milk).then().body("checked", equalTo(false));
    }

    @Test
    void withItsEndEverythingEnds() {
        var guest = family.pass(party, "add");
        family.hears(
                "family.guest-pass-issued.v1", 2, issued(guest, Instant.now().plusSeconds(600)));
        guest.asks().get("/api/lists/" + party).then().statusCode(200);

        family.hears("family.guest-pass-revoked.v1", 3, "\"passId\":\"%s\"".formatted(guest.id()));

        eventually(() -> guest.asks().get("/api/lists/" + party).statusCode() == 404);
        guest.asks().get("/api/lists").then().body("items", empty());
        var phone = new Phone(family, guest);
        phone.set(chips, Map.of("checked", true));
        phone.post().statusCode(404);
        anna.asks().get(items(party) + "/" + chips).then().body("checked", equalTo(false));
    }

    @Test
    void itRunsOut() {
        var guest = family.pass(party, "add");
        family.hears(
                "family.guest-pass-issued.v1", 2, issued(guest, Instant.now().plusSeconds(2)));

        eventually(() -> guest.asks().get("/api/lists/" + party).statusCode() == 404);
    }

    private String issued(Family.Member guest, Instant expiresAt) {
        return """
                "passId":"%s","listId":"%s","may":"add","label":"x","expiresAt":"%s"
                """.formatted(guest.id(), party, expiresAt);
    }

    private static String items(UUID list) {
        return "/api/lists/%s/items".formatted(list);
    }

    private static void eventually(java.util.concurrent.Callable<Boolean> what) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(what);
    }
}
