package io.familygrocer.list.purge;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

import io.familygrocer.list.Family;
import io.familygrocer.list.sync.Phone;
import io.familygrocer.platform.testkit.Servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

/** What is gone for long is forgotten, and who was away for longer starts again. */
@QuarkusTest
@WithTestResource(Servers.class)
class PurgeTest {

    private final Family family = new Family();
    private final Family.Member anna = family.member("Anna");
    private final Family.Member ben = family.member("Ben");
    private final Phone annas = new Phone(family, anna);
    private final Phone bens = new Phone(family, ben);
    private final UUID list = annas.list("Weekly");
    private final UUID milk = annas.item(list, "milk");

    @Inject
    PurgeService purge;

    @Test
    void tombstonesLiveForNinetyDays() throws Throwable {
        removed();
        purgeAfter(89);
        var heard = bens.sync();
        assertThat(heard.getBoolean("reset")).isFalse();
        assertThat(heard.getList("changes.findAll { it.deleted }.id")).containsExactly(milk.toString());
    }

    @Test
    void whoWasAwayForLongerStartsAgainAndItsMutationsCount() throws Throwable {
        removed();
        purgeAfter(91);
        var bread = bens.item(list, "bread");
        bens.set(milk, Map.of("note", "too late"));
        var answer = bens.sync();

        assertThat(answer.getBoolean("reset")).isTrue();
        assertThat(answer.getList("outcomes.result")).containsExactly("applied", "rejected");
        assertThat(answer.getList("changes.id")).containsExactly(list.toString(), bread.toString());
        assertThat(bens.sync().getBoolean("reset")).isFalse();
        assertThat(annas.sync().getBoolean("reset")).isFalse();
    }

    @Test
    void whoTakesEverythingAnewByPagesIsNotSentBackToItsBeginning() throws Throwable {
        for (int call = 0; call < 3; call++) {
            for (int i = 0; i < 450; i++) {
                annas.item(list, "thing " + call + " " + i);
            }
            annas.sync();
        }
        bens.sync();
        bens.sync();
        annas.does("item.remove", milk, Map.of("seen", annas.since()));
        annas.sync();
        purgeAfter(91);
        var first = bens.sync();
        assertThat(first.getBoolean("reset")).isTrue();
        assertThat(first.getBoolean("more")).isTrue();
        var second = bens.sync();
        assertThat(second.getBoolean("reset")).isFalse();
        assertThat(second.getBoolean("more")).isFalse();
        assertThat(first.getList("changes").size() + second.getList("changes").size())
                .isEqualTo(1351);
        var fresh = new Phone(family, ben);
        assertThat(fresh.sync().getBoolean("reset")).isFalse();
        assertThat(fresh.sync().getBoolean("reset")).isFalse();
    }

    @Test
    void anAliasLivesAsLongAsWhatItStandsFor() throws Throwable {
        var again = UUID.randomUUID();
        annas.sync();
        bens.does("item.set", again, Map.of("listId", list, "fields", Map.of("name", "milk")));
        bens.sync();
        purgeAfter(91);
        bens.does("item.adjust", again, Map.of("by", 2));
        assertThat(bens.sync().getString("outcomes[0].itemId")).isEqualTo(milk.toString());
        annas.does("item.remove", milk, Map.of("seen", Long.MAX_VALUE));
        annas.sync();
        purgeAfter(91);
        bens.does("item.adjust", again, Map.of("by", 2));
        assertThat(bens.sync().getString("outcomes[0].result")).isEqualTo("rejected");
    }

    @Test
    void theLogForgetsAndThePastWithIt() throws Throwable {
        annas.sync();
        purgeAfter(366);
        annas.set(milk, Map.of("note", "new"));
        long now = annas.sync().getLong("revision");

        anna.asks()
                .get("/api/lists/" + list + "?at=1")
                .then()
                .statusCode(410)
                .body("type", equalTo("urn:family-grocer:problem:history-gone"));
        anna.asks().get("/api/lists/" + list + "?at=" + (now - 1)).then().statusCode(200);
        anna.asks().get("/api/lists/activity?family=" + family.id()).then().body("items.size()", equalTo(1));
    }

    @Test
    void whatWasBoughtFromAPrivateListStaysHiddenWhenTheListIsLongGone() throws Throwable {
        var presents = UUID.randomUUID();
        var trip = UUID.randomUUID();
        annas.does("list.set", presents, Map.of("fields", Map.of("name", "Presents", "sharedWith", List.of())));
        annas.does("trip.start", trip, Map.of("listId", presents, "fields", Map.of("store", "Toys")));
        annas.set(
                annas.item(presents, "Train"),
                Map.of("checked", true, "paidPrice", Map.of("minor", 2_500, "currency", "EUR")));
        annas.does("trip.finish", trip, Map.of("fields", Map.of()));
        annas.does("list.remove", presents, Map.of("seen", Long.MAX_VALUE));
        annas.sync();

        purgeAfter(400);

        spending(anna).body("rows.minor", contains(2_500));
        spending(ben).body("rows", empty());
        ben.asks().get("/api/lists/trips?family=" + family.id()).then().body("items", empty());
        assertThat(new Phone(family, ben).sync().getList("changes.kind")).doesNotContain("trip");
    }

    private ValidatableResponse spending(Family.Member who) {
        String month = YearMonth.now(Clock.systemUTC()).toString();
        return who.asks()
                .get("/api/lists/spending?family=%s&from=%s&until=%2$s".formatted(family.id(), month))
                .then()
                .statusCode(200);
    }

    private void removed() {
        annas.sync();
        bens.sync();
        annas.does("item.remove", milk, Map.of("seen", annas.since()));
        annas.sync();
    }

    /** Lets it be cleaned up as if so many days had gone by. */
    private void purgeAfter(int days) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> purge.run(Instant.now().plus(Duration.ofDays(days))));
    }
}
