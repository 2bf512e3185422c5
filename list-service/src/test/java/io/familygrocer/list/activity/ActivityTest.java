package io.familygrocer.list.activity;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;

import io.familygrocer.list.Family;
import io.familygrocer.list.sync.Phone;
import io.familygrocer.platform.testkit.Servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

/** What happened, taken back, and as it was. */
@QuarkusTest
@WithTestResource(Servers.class)
class ActivityTest {

    private final Family family = new Family();
    private final Family.Member anna = family.member("Anna");
    private final Family.Member ben = family.member("Ben");
    private final Phone annas = new Phone(family, anna);
    private final Phone bens = new Phone(family, ben);
    private final UUID list = annas.list("Weekly");
    private final UUID milk = annas.item(list, "milk");

    @Test
    void theLogSaysWhoDidWhatNewestFirstByPages() {
        annas.sync();
        bens.set(milk, Map.of("name", "oat milk"));
        bens.does("item.adjust", milk, Map.of("by", 2));
        bens.sync();

        var first = log("&limit=3");
        assertThat(first.getList("items.op")).containsExactly("item.adjust", "item.set", "item.set");
        assertThat(first.getList("items.by"))
                .containsExactly(
                        ben.id().toString(), ben.id().toString(), anna.id().toString());
        assertThat(first.getString("items[1].was.name")).isEqualTo("milk");
        assertThat(first.getString("items[1].is.name")).isEqualTo("oat milk");
        assertThat(first.getList("items[1].was.collect { it.key }")).containsExactly("name");
        var second = log("&limit=3&after=" + first.getString("next"));
        assertThat(second.getList("items.op")).containsExactly("list.set");
        assertThat(second.getString("next")).isNull();
    }

    @Test
    void theLogOfOneListHasWhatWasMovedAwayAndNothingElse() {
        var other = annas.list("Party");
        annas.item(other, "chips");
        annas.does("item.set", milk, Map.of("listId", other, "fields", Map.of()));
        annas.sync();

        assertThat(log("&list=" + list).getList("items.op")).containsExactly("item.set", "item.set", "list.set");
        assertThat(log("&list=" + other).getList("items.op")).containsExactly("item.set", "item.set", "list.set");
    }

    @Test
    void anEditIsUndoneByRestAndTheUndoByAnother() {
        annas.set(milk, Map.of("name", "cream", "note", "fresh"));
        annas.does("item.adjust", milk, Map.of("by", 3));
        long edit = revisions(annas.sync()).get(2);

        undo(ben, edit).statusCode(200).body("complete", equalTo(true));
        assertThat(item().getString("name")).isEqualTo("milk");
        assertThat(item().getString("note")).isNull();
        assertThat(item().getInt("amount")).isEqualTo(3);
        assertThat(log("&limit=1").getString("items[0].op")).isEqualTo("undo");

        undo(anna, log("&limit=1").getLong("items[0].revision")).statusCode(200).body("complete", equalTo(true));
        assertThat(item().getString("name")).isEqualTo("cream");
    }

    @Test
    void undoIsAMutationOfSync() {
        annas.does("item.adjust", milk, Map.of("by", 3));
        annas.set(milk, Map.of("checked", true));
        var revisions = revisions(annas.sync());
        annas.does("undo", milk, Map.of("seen", revisions.get(2)));
        annas.does("undo", milk, Map.of("seen", revisions.get(3)));

        assertThat(annas.sync().getList("outcomes.result")).containsExactly("applied", "applied");
        assertThat(item().getString("amount")).isNull();
        assertThat(item().getBoolean("checked")).isFalse();
    }

    @Test
    void twiceIsOnceUntilTheUndoIsUndone() {
        annas.does("item.adjust", milk, Map.of("by", 3));
        annas.does("item.adjust", milk, Map.of("by", 4));
        var adjusted = revisions(annas.sync()).get(2);

        undo(anna, adjusted).statusCode(200);
        undo(ben, adjusted).statusCode(409).body("type", equalTo("urn:family-grocer:problem:already-undone"));
        assertThat(item().getInt("amount")).isEqualTo(4);
        assertThat(log("&limit=3").getList("items.undone")).containsExactly(false, false, true);

        undo(ben, log("&limit=1").getLong("items[0].revision")).statusCode(200);
        assertThat(item().getInt("amount")).isEqualTo(7);
        undo(ben, adjusted).statusCode(200);
        assertThat(item().getInt("amount")).isEqualTo(4);
    }

    @Test
    void whatWasChangedSinceStandsAndTheUndoSaysSo() {
        annas.set(milk, Map.of("name", "cream"));
        var revision = revisions(annas.sync()).get(2);
        bens.set(milk, Map.of("name", "butter"));
        bens.sync();
        annas.does("undo", milk, Map.of("seen", revision));

        var answer = annas.sync();

        assertThat(answer.getString("outcomes[0].result")).isEqualTo("superseded");
        assertThat(answer.getString("outcomes[0].newer.personId"))
                .isEqualTo(ben.id().toString());
        assertThat(item().getString("name")).isEqualTo("butter");
        undo(ben, revision).statusCode(200).body("complete", equalTo(false));
    }

    @Test
    void clearedItemsAndAWholeListComeBack() {
        var bread = annas.item(list, "bread");
        annas.set(milk, Map.of("checked", true));
        annas.set(bread, Map.of("checked", true));
        annas.sync();
        annas.does("list.clear-checked", list, Map.of("seen", annas.since()));
        annas.does("list.remove", list, Map.of("seen", annas.since()));
        var revisions = revisions(annas.sync());
        anna.asks().get("/api/lists/" + list).then().statusCode(404);

        undo(anna, revisions.get(1)).statusCode(200).body("complete", equalTo(true));
        anna.asks().get("/api/lists/" + list).then().statusCode(200);
        anna.asks().get("/api/lists/" + list + "/items").then().body("items", empty());
        undo(anna, revisions.get(0)).statusCode(200).body("complete", equalTo(true));

        assertThat(anna.asks()
                        .get("/api/lists/" + list + "/items")
                        .jsonPath()
                        .getList("items.findAll { it.checked }.name"))
                .containsExactlyInAnyOrder("milk", "bread");
    }

    @Test
    void whatWasAddedGoesAndANewAddingOfTheSameGivesItsShareBack() {
        annas.does("item.adjust", milk, Map.of("by", 2));
        annas.sync();
        var again = UUID.randomUUID();
        bens.does("item.set", again, Map.of("listId", list, "fields", Map.of("name", "Milk", "amount", 5)));
        var folded = revisions(bens.sync()).getFirst();

        undo(ben, folded).statusCode(200).body("complete", equalTo(true));
        assertThat(item().getInt("amount")).isEqualTo(2);
    }

    @Test
    void undoTakesTheRightOfItsOpposite() {
        var child = family.member("Kim", "child");
        annas.does("list.remove", list, Map.of("seen", Long.MAX_VALUE));
        var removed = revisions(annas.sync()).get(2);

        undo(child, removed).statusCode(403);
        undo(Family.stranger(), removed).statusCode(404);
        undo(anna, 99_999).statusCode(404).body("type", equalTo("urn:family-grocer:problem:activity-unknown"));
        undo(anna, removed - 1).statusCode(404);
        annas.does("undo", milk, Map.of("seen", removed));
        assertThat(annas.sync().getString("outcomes[0].problem.type"))
                .isEqualTo("urn:family-grocer:problem:activity-unknown");
    }

    @Test
    void aKeyUndoesOnce() {
        annas.does("item.adjust", milk, Map.of("by", 3));
        annas.does("item.adjust", milk, Map.of("by", 4));
        var revision = revisions(annas.sync()).get(2);
        for (int i = 0; i < 2; i++) {
            anna.asks()
                    .header("Idempotency-Key", "once")
                    .post("/api/lists/activity/" + revision + "/undo?family=" + family.id())
                    .then()
                    .statusCode(200);
        }
        assertThat(item().getInt("amount")).isEqualTo(4);
    }

    @Test
    void aPassSeesTheLogOfItsListOnly() {
        var party = annas.list("Party");
        annas.item(party, "chips");
        annas.sync();
        var guest = family.pass(party, "check");

        guest.asks()
                .get("/api/lists/activity?family=" + family.id())
                .then()
                .statusCode(200)
                .body("items.name", contains("chips", "Party"));
        guest.asks()
                .get("/api/lists/activity?family=" + family.id() + "&list=" + list)
                .then()
                .statusCode(404);
        Family.stranger()
                .asks()
                .get("/api/lists/activity?family=" + family.id())
                .then()
                .statusCode(404);
        anna.asks().get("/api/lists/activity").then().statusCode(400);
    }

    @Test
    void aListIsSeenAsItWas() {
        long start = annas.sync().getLong("revision");
        var other = annas.list("Party");
        bens.sync();
        annas.set(milk, Map.of("name", "cream"));
        var bread = annas.item(list, "bread");
        annas.does("list.set", list, Map.of("fields", Map.of("name", "Daily")));
        long renamed = annas.sync().getLong("revision");
        annas.does("item.set", milk, Map.of("listId", other, "fields", Map.of()));
        annas.does("item.remove", bread, Map.of("seen", annas.since()));
        long moved = annas.sync().getLong("revision");
        annas.does("list.remove", list, Map.of("seen", annas.since()));
        annas.sync();

        assertThat(at(start).getString("name")).isEqualTo("Weekly");
        assertThat(itemsAt(start)).containsExactly("milk");
        assertThat(at(renamed).getString("name")).isEqualTo("Daily");
        assertThat(itemsAt(renamed)).containsExactlyInAnyOrder("cream", "bread");
        assertThat(itemsAt(moved)).isEmpty();
        anna.asks().get("/api/lists/" + list + "?at=0").then().statusCode(404);
        anna.asks().get("/api/lists/" + list + "?at=99999").then().statusCode(400);
        Family.stranger()
                .asks()
                .get("/api/lists/" + list + "?at=" + start)
                .then()
                .statusCode(404);
    }

    @Test
    void thePastHasPages() {
        for (int i = 0; i < 5; i++) {
            annas.item(list, "thing " + i);
        }
        long then = annas.sync().getLong("revision");
        annas.does("list.remove", list, Map.of("seen", annas.since()));
        annas.sync();
        String url = "/api/lists/" + list + "/items?limit=4&at=" + then;

        var first = anna.asks().get(url).jsonPath();
        var second = anna.asks().get(url + "&after=" + first.getString("next")).jsonPath();

        assertThat(first.getList("items")).hasSize(4);
        assertThat(second.getList("items")).hasSize(2);
        assertThat(second.getList("items.id")).doesNotContainAnyElementsOf(first.getList("items.id"));
    }

    private JsonPath at(long revision) {
        return anna.asks()
                .get("/api/lists/" + list + "?at=" + revision)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private List<String> itemsAt(long revision) {
        return anna.asks()
                .get("/api/lists/" + list + "/items?at=" + revision)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.name");
    }

    private JsonPath item() {
        return anna.asks().get("/api/lists/" + list + "/items/" + milk).jsonPath();
    }

    private JsonPath log(String more) {
        return anna.asks()
                .get("/api/lists/activity?family=" + family.id() + more)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private io.restassured.response.ValidatableResponse undo(Family.Member who, long revision) {
        return who.asks()
                .post("/api/lists/activity/" + revision + "/undo?family=" + family.id())
                .then();
    }

    private static List<Long> revisions(JsonPath answer) {
        return answer.getList("outcomes.revision", Long.class);
    }
}
