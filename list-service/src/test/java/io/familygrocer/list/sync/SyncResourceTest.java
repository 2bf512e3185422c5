package io.familygrocer.list.sync;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.familygrocer.list.Family;
import io.familygrocer.platform.testkit.Servers;
import io.familygrocer.platform.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

@QuarkusTest
@WithTestResource(Servers.class)
class SyncResourceTest {

    private final Family family = new Family();
    private final Family.Member anna = family.member("Anna");
    private final Family.Member ben = family.member("Ben");
    private final Phone annas = new Phone(family, anna);
    private final Phone bens = new Phone(family, ben);

    @Test
    void whatOneDoesTheOtherHears() {
        var list = annas.list("Weekly");
        var milk = annas.item(list, "milk");
        annas.set(milk, Map.of("amount", 2.5, "unit", "l", "note", "fresh"));
        var mine = annas.sync();

        assertThat(mine.getList("outcomes.result")).containsOnly("applied").hasSize(3);
        var theirs = bens.sync();
        assertThat(theirs.getList("changes.kind")).containsExactly("list", "item");
        assertThat(theirs.getString("changes[1].name")).isEqualTo("milk");
        assertThat(theirs.getDouble("changes[1].amount")).isEqualTo(2.5);
        assertThat(theirs.getString("changes[1].addedBy")).isEqualTo(anna.id().toString());
        assertThat(theirs.getLong("revision")).isEqualTo(mine.getLong("revision"));
        assertThat(bens.sync().getList("changes")).isEmpty();
    }

    @Test
    void aLostReplyDoublesNothing() {
        var list = annas.list("Weekly");
        var milk = annas.item(list, "milk");
        annas.does("item.adjust", milk, Map.of("by", 3));
        annas.syncAndLoseTheReply();

        var again = annas.sync();

        assertThat(again.getList("outcomes.result")).containsOnly("duplicate").hasSize(3);
        assertThat(again.getInt("lastSeq")).isEqualTo(3);
        assertThat(bens.sync().getInt("changes.find { it.kind == 'item' }.amount"))
                .isEqualTo(3);
    }

    @Test
    void aGapIsRefusedWithTheNumberThatIsMissing() {
        annas.list("One");
        annas.list("Two");
        annas.forgetsOne();

        annas.post()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:family-grocer:problem:seq-gap"))
                .body("expectedSeq", equalTo(1));
    }

    @Test
    void aClientIdBelongsToOnePerson() {
        annas.list("Hers");
        annas.sync();
        var body = Phone.call(family, List.of(Phone.longAgo("list.set", UUID.randomUUID(), Map.of("name", "x"))));
        anna.asks().body(body).post("/api/sync").then().statusCode(200);

        ben.asks()
                .body(body)
                .post("/api/sync")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:family-grocer:problem:client-taken"));
    }

    @Test
    void theNewerWriteOfAFieldStandsAndTheOlderLearnsOfIt() {
        var list = annas.list("Weekly");
        var milk = annas.item(list, "milk");
        annas.sync();
        bens.sync();
        bens.set(milk, Map.of("note", "older"));
        annas.set(milk, Map.of("unit", "l"));
        annas.set(milk, Map.of("note", "newer"));
        annas.set(milk, Map.of("note", "newest"));
        var older = Phone.call(family, List.of(Phone.longAgo("item.set", milk, Map.of("note", "old"))));
        annas.sync();

        ben.asks()
                .body(older)
                .post("/api/sync")
                .then()
                .statusCode(200)
                .body("outcomes[0].result", equalTo("superseded"))
                .body("outcomes[0].newer.at", notNullValue());
        assertThat(bens.sync().getString("changes.find { it.id == '" + milk + "' }.note"))
                .isIn("newest", "older");
    }

    @Test
    void oneBadMutationIsRejectedAloneAndUsesUpItsNumber() {
        var list = annas.list("Weekly");
        annas.does("item.set", UUID.randomUUID(), Map.of("listId", list, "fields", Map.of("name", "x".repeat(201))));
        annas.does("item.fly", UUID.randomUUID(), Map.of());
        annas.does("item.adjust", UUID.randomUUID(), Map.of("by", 1));
        annas.does("item.set", UUID.randomUUID(), Map.of("listId", UUID.randomUUID(), "fields", Map.of("name", "y")));
        annas.does("item.set", UUID.randomUUID(), Map.of("listId", list, "fields", Map.of("nmae", "z")));
        var milk = annas.item(list, "milk");

        var answer = annas.sync();

        assertThat(answer.getList("outcomes.result"))
                .containsExactly("applied", "rejected", "rejected", "rejected", "rejected", "rejected", "applied");
        assertThat(answer.getString("outcomes[1].problem.detail"))
                .isEqualTo("fields.name: must be at most 200 characters");
        assertThat(answer.getString("outcomes[2].problem.errors[0].field")).isEqualTo("op");
        assertThat(answer.getList("changes.id")).contains(milk.toString());
        assertThat(answer.getInt("lastSeq")).isEqualTo(7);
    }

    @Test
    void anAmountStaysWithinItsBoundHoweverItGrows() {
        var milk = annas.item(annas.list("Weekly"), "milk");
        annas.does("item.adjust", milk, Map.of("by", 999_999_999));
        annas.does("item.adjust", milk, Map.of("by", 1));
        annas.does("item.adjust", milk, Map.of("by", -1));

        assertThat(annas.sync().getList("outcomes.result"))
                .containsExactly("applied", "applied", "applied", "rejected", "applied");
        assertThat(bens.sync().getInt("changes.find { it.kind == 'item' }.amount"))
                .isEqualTo(999_999_998);
    }

    @Test
    void removedAndClearedItemsBecomeTombstones() {
        var list = annas.list("Weekly");
        var milk = annas.item(list, "milk");
        var bread = annas.item(list, "bread");
        var eggs = annas.item(list, "eggs");
        annas.set(bread, Map.of("checked", true));
        annas.sync();
        bens.sync();

        annas.does("item.remove", milk, Map.of("seen", annas.since()));
        annas.does("list.clear-checked", list, Map.of("seen", annas.since()));
        annas.sync();

        var heard = bens.sync();
        assertThat(heard.getList("changes.findAll { it.deleted }.id"))
                .containsExactlyInAnyOrder(milk.toString(), bread.toString());
        assertThat(heard.getString("changes[0].name")).isNull();
        bens.does("list.remove", list, Map.of("seen", bens.since()));
        bens.sync();
        assertThat(annas.sync().getList("changes.findAll { it.deleted }.id"))
                .containsExactlyInAnyOrder(list.toString(), eggs.toString());
        // Who starts now need not hear of what is gone.
        assertThat(new Phone(family, ben).sync().getList("changes")).isEmpty();
    }

    @Test
    void whatAnotherPutOnAListAfterTheRemoverLookedKeepsTheList() {
        var list = annas.list("Weekly");
        annas.sync();
        bens.sync();
        bens.item(list, "birthday cake");
        bens.sync();

        annas.does("list.remove", list, Map.of("seen", annas.since()));

        assertThat(annas.sync().getString("outcomes[0].result")).isEqualTo("superseded");
        assertThat(new Phone(family, ben).sync().getList("changes.name")).contains("Weekly", "birthday cake");
    }

    @Test
    void whatWentWithItsListDoesNotComeBackWithoutIt() {
        var list = annas.list("Weekly");
        var milk = annas.item(list, "milk");
        annas.sync();
        annas.does("list.remove", list, Map.of("seen", annas.since()));
        annas.does("item.adjust", milk, Map.of("by", 1));

        var answer = annas.sync();

        assertThat(answer.getList("outcomes.result")).containsExactly("applied", "rejected");
        assertThat(answer.getString("outcomes[1].problem.type")).isEqualTo("urn:family-grocer:problem:list-unknown");
        assertThat(new Phone(family, ben).sync().getList("changes")).isEmpty();
    }

    @Test
    void manyChangesComeInPagesWithoutAHole() {
        var list = annas.list("Long");
        for (int call = 0; call < 3; call++) {
            for (int i = 0; i < 450; i++) {
                annas.item(list, "item " + call + "-" + i);
            }
            annas.syncAndLoseTheReply();
            annas.sync();
        }
        var first = bens.sync();
        var second = bens.sync();

        assertThat(first.getBoolean("more")).isTrue();
        assertThat(first.getList("changes")).hasSize(1000);
        assertThat(second.getBoolean("more")).isFalse();
        assertThat(second.getList("changes")).hasSize(351);
    }

    @Test
    void whoKnowsMoreThanTheServerStartsAgain() {
        annas.list("Weekly");
        annas.sync();
        bens.since(1_000_000);

        var answer = bens.sync();

        assertThat(answer.getBoolean("reset")).isTrue();
        assertThat(answer.getList("changes.name")).containsExactly("Weekly");
    }

    @Test
    void whoKnowsMoreThanTheServerStartsAgainEvenIfItsOwnChangesCatchUp() {
        annas.list("Weekly");
        annas.sync();
        bens.since(3);
        bens.list("One");
        bens.list("Two");
        bens.list("Three");

        var answer = bens.sync();

        assertThat(answer.getBoolean("reset")).isTrue();
        assertThat(answer.getList("changes.name")).containsExactly("Weekly", "One", "Two", "Three");
    }

    @Test
    void manyPhonesAtOnceLoseAndDoubleNothing() throws Exception {
        var list = annas.list("Weekly");
        var milk = annas.item(list, "milk");
        annas.sync();
        try (var threads = Executors.newFixedThreadPool(6)) {
            var phones = java.util.stream.IntStream.range(0, 6)
                    .mapToObj(i -> threads.submit(() -> {
                        var phone = new Phone(family, i % 2 == 0 ? anna : ben);
                        for (int turn = 0; turn < 10; turn++) {
                            phone.does("item.adjust", milk, Map.of("by", 1));
                            phone.item(list, "item " + i + " " + turn);
                            if (turn % 3 == 0) {
                                phone.syncAndLoseTheReply();
                            }
                            phone.sync();
                        }
                        return phone;
                    }))
                    .toList();
            for (var phone : phones) {
                phone.get();
            }
        }
        var all = new Phone(family, anna).sync();
        assertThat(all.getInt("changes.find { it.id == '" + milk + "' }.amount"))
                .isEqualTo(60);
        assertThat(all.getList("changes.findAll { it.kind == 'item' }")).hasSize(61);
        var revisions = all.getList("changes.revision", Long.class);
        assertThat(revisions).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void aStrangerFindsNothingAndChangesNothing() {
        annas.list("Secret");
        annas.sync();
        var stranger = new Phone(family, Family.stranger());
        stranger.list("Mine now");

        stranger.post()
                .statusCode(404)
                .body("type", equalTo("urn:family-grocer:problem:not-found"))
                .body("$", not(hasItem("Secret")));
        assertThat(annas.sync().getList("changes")).isEmpty();
    }

    @Test
    void aTokenThatIsMissingExpiredOrForOthersIsRefused() {
        var body = Map.of("familyId", family.id(), "clientId", UUID.randomUUID(), "since", 0);
        given().contentType("application/json")
                .body(body)
                .post("/api/sync")
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
        var expired =
                Tokens.of(anna.id(), "Anna").in(family.id(), "adult", 1).validFor(java.time.Duration.ofMinutes(-10));
        given().auth()
                .oauth2(expired.sign())
                .contentType("application/json")
                .body(body)
                .post("/api/sync")
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
        var others = Tokens.of(anna.id(), "Anna").in(family.id(), "adult", 1).audience("someone-else");
        given().auth()
                .oauth2(others.sign())
                .contentType("application/json")
                .body(body)
                .post("/api/sync")
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"text\"",
                "{\"familyId\":\"nonsense\"}",
                "{\"familyId\":null}",
                "{\"unknown\":1}",
                "{\"familyId\":\"00000000-0000-0000-0000-000000000001\",\"mutations\":{}}",
                "{\"familyId\":\"00000000-0000-0000-0000-000000000001\",\"clientId\":\"00000000-0000-0000-0000-000000000001\",\"since\":\"later\"}",
                "{\"familyId\":\"00000000-0000-0000-0000-000000000001\",\"clientId\":\"00000000-0000-0000-0000-000000000001\",\"since\":-1}",
                "{\"familyId\":\"00000000-0000-0000-0000-000000000001\",\"clientId\":\"00000000-0000-0000-0000-000000000001\",\"since\":1e400}"
            })
    void nonsenseGetsAClearAnswer(String body) {
        anna.asks()
                .body(body)
                .post("/api/sync")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:family-grocer:problem:invalid-request"))
                .body("detail", notNullValue())
                .body("detail", not(containsString("familygrocer")));
    }

    @Test
    void aBodyOfTenMegabytesIsRefusedBeforeItIsRead() {
        anna.asks()
                .body("x".repeat(10_000_000))
                .post("/api/sync")
                .then()
                .statusCode(413)
                .contentType("application/problem+json");
    }
}
