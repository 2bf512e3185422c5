package io.familygrocer.list.sync;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import io.familygrocer.list.Family;
import io.familygrocer.platform.testkit.Servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** Two people who write down the same thing get one line with the sum. */
@QuarkusTest
@WithTestResource(Servers.class)
class FoldTest {

    private final Family family = new Family();
    private final Family.Member anna = family.member("Anna");
    private final Family.Member ben = family.member("Ben");
    private final Phone annas = new Phone(family, anna);
    private final Phone bens = new Phone(family, ben);
    private final UUID list = annas.list("Weekly");

    @Test
    void theSecondBecomesAnAliasOfTheFirst() {
        var first = milk(annas, "Milk", 2, "l");
        annas.sync();
        bens.sync();
        var second = milk(bens, "milk", 500, "ml");

        var answer = bens.sync();

        assertThat(answer.getString("outcomes[0].result")).isEqualTo("merged");
        assertThat(answer.getString("outcomes[0].itemId")).isEqualTo(first.toString());
        assertThat(answer.getFloat("changes.find { it.id == '" + first + "' }.amount"))
                .isEqualTo(2.5f);
        assertThat(answer.getString("changes.find { it.id == '" + second + "' }.mergedInto"))
                .isEqualTo(first.toString());
        assertThat(answer.getBoolean("changes.find { it.id == '" + second + "' }.deleted"))
                .isTrue();
        assertThat(annas.sync().getList("changes.findAll { !it.deleted }.id")).containsExactly(first.toString());
    }

    @Test
    void whatIsSaidOfTheAliasIsSaidOfTheItem() {
        var first = milk(annas, "milk", 2, null);
        annas.sync();
        var second = milk(bens, "milk", 3, null);
        bens.does("item.adjust", second, Map.of("by", 1));
        bens.set(second, Map.of("note", "fresh"));
        assertThat(bens.sync().getList("outcomes.result")).containsExactly("merged", "applied", "applied");
        bens.does("item.adjust", second, Map.of("by", 4));

        var answer = bens.sync();

        assertThat(answer.getString("outcomes[0].itemId")).isEqualTo(first.toString());
        var milk = annas.sync().getMap("changes.find { it.id == '" + first + "' }");
        assertThat(milk.get("amount")).isEqualTo(10);
        assertThat(milk.get("note")).isEqualTo("fresh");
        bens.does("item.remove", second, Map.of("seen", bens.since()));
        bens.sync();
        assertThat(annas.sync().getList("changes.findAll { it.deleted }.id")).containsExactly(first.toString());
    }

    @Test
    void equalsOfOneCallAreFoldedToo() {
        var ids = List.of(milk(annas, "Eggs", 6, null), milk(annas, "eggs", 4, null), milk(annas, "EGGS", 2, null));

        var answer = annas.sync();

        assertThat(answer.getList("outcomes.result")).containsExactly("applied", "applied", "merged", "merged");
        assertThat(bens.sync().getInt("changes.find { it.id == '" + ids.getFirst() + "' }.amount"))
                .isEqualTo(12);
        assertThat(answer.getList("changes.revision", Long.class)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void whatIsInTheTrolleyIsNotAddedTo() {
        var first = milk(annas, "milk", 1, null);
        annas.set(first, Map.of("checked", true));
        annas.sync();
        milk(bens, "milk", 1, null);

        assertThat(bens.sync().getList("outcomes.result")).containsExactly("applied");
        assertThat(annas.sync().getList("changes.amount")).containsExactly(1);
    }

    @Test
    void aRenameFoldsNothing() {
        milk(annas, "milk", 1, null);
        var cream = milk(annas, "cream", 1, null);
        annas.set(cream, Map.of("name", "milk"));

        assertThat(annas.sync().getList("outcomes.result")).doesNotContain("merged");
        assertThat(bens.sync().getList("changes.findAll { it.kind == 'item' }.name"))
                .containsExactly("milk", "milk");
    }

    @Test
    void byRestTheAnswerIsTheItemThatItBecameAndItsOldIdWorks() {
        var first = milk(annas, "milk", 1, null);
        annas.sync();
        var second = milk(bens, "milk", 1, null);
        bens.sync();

        ben.asks()
                .body(Map.of("name", "Milk", "amount", 3))
                .post("/api/lists/" + list + "/items")
                .then()
                .statusCode(201)
                .body("id", equalTo(first.toString()))
                .body("amount", equalTo(5));
        ben.asks()
                .get("/api/lists/" + list + "/items/" + second)
                .then()
                .statusCode(200)
                .body("id", equalTo(first.toString()));
        ben.asks()
                .body(Map.of("note", "fresh"))
                .patch("/api/lists/" + list + "/items/" + second)
                .then()
                .statusCode(200)
                .body("note", equalTo("fresh"));
    }

    @Test
    void whoIsSupersededLearnsByWhomAndWhen() {
        var first = milk(annas, "milk", 1, null);
        annas.set(first, Map.of("note", "new"));
        annas.sync();
        var body = Phone.call(family, List.of(Phone.longAgo("item.set", first, Map.of("note", "old"))));

        ben.asks()
                .body(body)
                .post("/api/sync")
                .then()
                .statusCode(200)
                .body("outcomes[0].result", equalTo("superseded"))
                .body("outcomes[0].newer.personId", equalTo(anna.id().toString()));
    }

    private UUID milk(Phone phone, String name, int amount, String unit) {
        var id = UUID.randomUUID();
        var fields = new java.util.HashMap<String, Object>(Map.of("name", name, "amount", amount));
        if (unit != null) {
            fields.put("unit", unit);
        }
        phone.does("item.set", id, Map.of("listId", list, "fields", fields));
        return id;
    }
}
