package io.familygrocer.list.membership;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.familygrocer.list.Family;
import io.familygrocer.list.sync.Phone;
import io.familygrocer.platform.testkit.Servers;
import io.familygrocer.platform.testkit.Topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** What each role may, and that it may so no longer once it is another. */
@QuarkusTest
@WithTestResource(Servers.class)
class RolesTest {

    private final Family family = new Family();
    private final Family.Member anna = family.member("Anna", "owner");
    private final Phone annas = new Phone(family, anna);

    @Test
    void aChildKeepsItemsAndNoLists() {
        var list = weekly();
        var phone = new Phone(family, family.member("Carl", "child"));
        var candy = phone.item(list, "candy");
        phone.set(candy, Map.of("amount", 3));
        phone.does("item.adjust", candy, Map.of("by", 1));
        phone.set(candy, Map.of("checked", true));
        phone.does("item.approve", candy, Map.of("seen", 100));
        phone.list("Mine");
        phone.does("list.set", list, Map.of("fields", Map.of("name", "Mine")));
        phone.does("list.remove", list, Map.of("seen", 100));
        phone.does("item.remove", candy, Map.of("seen", 100));

        assertThat(phone.sync().getList("outcomes.result"))
                .containsExactly(
                        "applied",
                        "applied",
                        "applied",
                        "applied",
                        "rejected",
                        "rejected",
                        "rejected",
                        "rejected",
                        "applied");
    }

    @Test
    void aGuestOfTheFamilyAddsAndChecks() {
        var list = weekly();
        var milk = annas.item(list, "milk");
        annas.sync();
        var phone = new Phone(family, family.member("Gil", "guest"));
        phone.item(list, "beer");
        phone.set(milk, Map.of("checked", true));
        phone.set(milk, Map.of("note", "mine"));
        phone.does("item.remove", milk, Map.of("seen", 100));

        var answer = phone.sync();
        assertThat(answer.getList("outcomes.result")).containsExactly("applied", "applied", "rejected", "rejected");
        assertThat(answer.getString("outcomes[2].problem.type")).endsWith(":forbidden");
    }

    @Test
    void whoSeesButMayNotIsForbiddenAndNotLeftInTheDark() {
        var list = weekly();
        var child = family.member("Carl", "child");
        child.asks()
                .body(Map.of("familyId", family.id(), "name", "Mine"))
                .post("/api/lists")
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:family-grocer:problem:forbidden"));
        child.asks().delete("/api/lists/" + list).then().statusCode(403);
        child.asks()
                .contentType("text/plain")
                .body("beer")
                .post("/api/imports?dryRun=true&format=text&family=" + family.id())
                .then()
                .statusCode(403);
    }

    @Test
    void anotherRoleMayAnotherThingAtOnce() {
        var list = weekly();
        var ben = family.member("Ben");
        family.hears("family.member-role-changed.v1", 5, "\"personId\":\"%s\",\"role\":\"guest\"".formatted(ben.id()));

        eventually(() -> ben.asks()
                        .body(Map.of("name", "Mine"))
                        .patch("/api/lists/" + list)
                        .statusCode()
                == 403);
        family.hears("family.member-role-changed.v1", 4, "\"personId\":\"%s\",\"role\":\"owner\"".formatted(ben.id()));
        family.hears("family.member-role-changed.v1", 6, "\"personId\":\"%s\",\"role\":\"adult\"".formatted(ben.id()));
        eventually(() -> ben.asks()
                        .body(Map.of("name", "Mine"))
                        .patch("/api/lists/" + list)
                        .statusCode()
                == 200);
    }

    @Test
    void aDissolvedFamilyIsGoneUntilItIsRestored() {
        weekly();
        family.hears("family.dissolved.v1", 7, "\"erasesAt\":\"2099-01-01T00:00:00Z\"");
        eventually(() -> anna.asks().get("/api/lists?family=" + family.id()).statusCode() == 404);
        annas.list("More");
        annas.post().statusCode(404);

        family.hears("family.restored.v1", 8, "");
        family.hears("family.member-joined.v1", 9, joined(anna, "owner"));
        eventually(() -> anna.asks().get("/api/lists?family=" + family.id()).statusCode() == 200);
    }

    @Test
    void theTableIsDataAndTheNewestStands() {
        var list = weekly();
        var guest = family.member("Gil", "guest");
        try {
            capabilities(1, "\"item.add\",\"list.edit\"");
            eventually(() -> guest.asks()
                            .body(Map.of("name", "Ours"))
                            .patch("/api/lists/" + list)
                            .statusCode()
                    == 200);
        } finally {
            capabilities(2, "\"item.add\",\"item.check\"");
        }
        eventually(() -> guest.asks()
                        .body(Map.of("name", "Ours"))
                        .patch("/api/lists/" + list)
                        .statusCode()
                == 403);
    }

    private static void capabilities(int version, String guest) {
        String all = "\"list.create\",\"list.edit\",\"list.remove\",\"item.add\",\"item.edit\",\"item.check\","
                + "\"item.remove\",\"item.approve\",\"import\",\"export\"";
        Topic.say(
                "grocer.family",
                "/family-service",
                "family.capabilities-changed.v1",
                "capabilities",
                UUID.randomUUID(),
                """
                {"version":%d,"roles":{"owner":[%s],"adult":[%s],
                 "child":["item.add","item.edit","item.check","item.remove"],"guest":[%s]}}""".formatted(version, all, all, guest));
    }

    private UUID weekly() {
        var list = annas.list("Weekly");
        annas.sync();
        return list;
    }

    private static String joined(Family.Member member, String role) {
        return "\"personId\":\"%s\",\"displayName\":\"x\",\"role\":\"%s\"".formatted(member.id(), role);
    }

    private static void eventually(Callable<Boolean> what) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(what);
    }
}
