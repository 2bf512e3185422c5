package io.familygrocer.list.sync;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import io.familygrocer.list.Family;
import io.familygrocer.list.stream.EventStream;
import io.familygrocer.platform.testkit.Servers;
import io.familygrocer.platform.testkit.Topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

/** A list that not everybody sees is there for nobody else, on no way. */
@QuarkusTest
@WithTestResource(Servers.class)
class PrivateListTest {

    private final Family family = new Family();
    private final Family.Member anna = family.member("Anna");
    private final Family.Member ben = family.member("Ben");
    private final Phone annasPhone = new Phone(family, anna);
    private final Phone bensPhone = new Phone(family, ben);

    @Test
    void nobodyElseSeesAPrivateListNorWhatIsOnIt() {
        var list = list("Presents", List.of());
        var item = annasPhone.item(list, "A train for Ben");
        annasPhone.sync();

        assertThat(bensPhone.sync().getList("changes")).isEmpty();
        ben.asks().get("/api/lists").then().body("items", empty());
        ben.asks().get("/api/lists?family=" + family.id()).then().body("items", empty());
        ben.asks().get("/api/lists/" + list).then().statusCode(404);
        ben.asks().get("/api/lists/%s/items".formatted(list)).then().statusCode(404);
        ben.asks().get("/api/lists/%s/items/%s".formatted(list, item)).then().statusCode(404);
        anna.asks().get("/api/lists/" + list).then().statusCode(200).body("ownerId", equalTo(anna.id() + ""));
    }

    @Test
    void nobodyElseChangesAPrivateList() {
        var list = list("Presents", List.of());
        var item = annasPhone.item(list, "A train");
        annasPhone.sync();

        bensPhone.set(item, Map.of("name", "Nothing"));
        bensPhone.item(list, "Me too");
        bensPhone.does("list.set", list, Map.of("fields", Map.of("name", "Mine")));
        bensPhone.does("list.remove", list, Map.of("seen", 1_000));
        bensPhone.does("item.remove", item, Map.of("seen", 1_000));
        bensPhone.does("list.clear-checked", list, Map.of("seen", 1_000));
        var answer = bensPhone.sync();

        assertThat(answer.getList("outcomes.result")).containsOnly("rejected");
        assertThat(answer.getList("outcomes.problem.status")).containsOnly(404);
        anna.asks().get("/api/lists/%s/items".formatted(list)).then().body("items[0].name", equalTo("A train"));
    }

    @Test
    void thoseWhoAreNamedSeeIt() {
        var cleo = family.member("Cleo");
        var list = list("Presents", List.of(ben.id()));
        annasPhone.item(list, "A hat for Cleo");
        annasPhone.sync();

        assertThat(bensPhone.sync().getList("changes.name")).containsExactly("Presents", "A hat for Cleo");
        assertThat(new Phone(family, cleo).sync().getList("changes")).isEmpty();
    }

    @Test
    void whoLosesSightOfAListLosesWhatIsOnIt() {
        var list = annasPhone.list("Weekly");
        annasPhone.item(list, "milk");
        annasPhone.sync();
        bensPhone.sync();

        share(list, List.of());
        annasPhone.sync();

        var heard = bensPhone.sync();
        assertThat(heard.getList("changes.deleted")).containsExactly(true, true);
        assertThat(heard.getList("changes.name")).containsOnlyNulls();
        assertThat(new Phone(family, anna).sync().getList("changes.name")).containsExactly("Weekly", "milk");
    }

    @Test
    void whoSeesAListAnewGetsWhatIsOnIt() {
        var list = list("Presents", List.of());
        annasPhone.item(list, "A train");
        annasPhone.sync();
        bensPhone.sync();

        share(list, null);
        annasPhone.sync();

        assertThat(bensPhone.sync().getList("changes.name")).containsExactly("Presents", "A train");
    }

    @Test
    void whatMovesToAPrivateListIsGoneForTheOthers() {
        var weekly = annasPhone.list("Weekly");
        var presents = list("Presents", List.of());
        var item = annasPhone.item(weekly, "A train");
        annasPhone.sync();
        bensPhone.sync();

        annasPhone.does("item.set", item, Map.of("listId", presents, "fields", Map.of("note", "red")));
        annasPhone.sync();

        var heard = bensPhone.sync();
        assertThat(heard.getList("changes.id")).containsExactly(item.toString());
        assertThat(heard.getList("changes.deleted")).containsExactly(true);
    }

    @Test
    void onlyItsOwnerSaysWhoSeesAList() {
        var list = list("Presents", List.of(ben.id()));
        annasPhone.sync();

        bensPhone.does("list.set", list, Map.of("fields", Map.of("sharedWith", List.of())));

        assertThat(bensPhone.sync().getInt("outcomes[0].problem.status")).isEqualTo(403);
    }

    @Test
    void aStreamSaysNothingOfAPrivateList() throws Exception {
        try (var stream = new EventStream(ben.token(), "family=" + family.id(), null)) {
            await().until(() -> !stream.events().isEmpty());
            list("Presents", List.of());
            var shared = annasPhone.list("Weekly");
            annasPhone.sync();

            await().untilAsserted(() -> assertThat(stream.events().toString()).contains(shared.toString()));
            assertThat(stream.events().toString()).doesNotContain("Presents");
        }
    }

    @Test
    void noPassOpensAPrivateList() {
        var list = list("Presents", List.of());
        annasPhone.item(list, "A train");
        annasPhone.sync();
        var pass = family.pass(list, "check");

        pass.asks().get("/api/lists/" + list).then().statusCode(404);
        assertThat(new Phone(family, pass).sync().getList("changes")).isEmpty();
    }

    @Test
    void otherServicesHearNothingOfAPrivateList() {
        var presents = list("Presents", List.of(ben.id()));
        annasPhone.item(presents, "A train");
        var weekly = annasPhone.list("Weekly");
        var milk = annasPhone.item(weekly, "milk");
        annasPhone.sync();

        try (var topic = Topic.listen("grocer.list")) {
            // The events of a family come in their order: milk is the last.
            var said = topic.await(2, message -> family.id().toString().equals(message.key()));
            assertThat(said.getLast().value()).contains(milk.toString());
            assertThat(said.toString()).doesNotContain("Presents", "A train", presents.toString());
        }
    }

    private UUID list(String name, List<UUID> sharedWith) {
        var id = UUID.randomUUID();
        annasPhone.does("list.set", id, Map.of("fields", Map.of("name", name, "sharedWith", sharedWith)));
        return id;
    }

    private void share(UUID list, List<UUID> with) {
        annasPhone.does("list.set", list, Map.of("fields", java.util.Collections.singletonMap("sharedWith", with)));
    }
}
