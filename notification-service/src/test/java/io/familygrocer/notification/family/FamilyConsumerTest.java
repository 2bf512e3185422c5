package io.familygrocer.notification.family;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.familygrocer.notification.Household;
import io.familygrocer.notification.Reader;
import io.familygrocer.platform.testkit.Servers;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

@QuarkusTest
@WithTestResource(Servers.class)
class FamilyConsumerTest {

    @Inject
    Pool pool;

    private final Household family = new Household();

    @Test
    void whatWasAddedBeforeWeHeardOfTheFamilyIsToldOnceWeHave() {
        var start = Instant.now().minusSeconds(60);
        UUID anna = UUID.randomUUID();
        var ben = new Reader(UUID.randomUUID());
        family.adds(UUID.randomUUID(), anna, family.list(), "Milk", start.plusSeconds(30));
        family.adds(UUID.randomUUID(), anna, family.list(), "Bread", start.plusSeconds(31));
        awaitAdditions(2);

        family.joins(anna, "Anna", start);
        family.joins(ben.id(), "Ben", start.plusSeconds(10));

        ben.awaits(List.of(List.of("Milk", "Bread")));
        ben.inbox().then().body("items[0].title", equalTo("Anna added 2 items to Groceries"));
        new Reader(anna).inbox().then().body("items", hasSize(0));
    }

    @Test
    void whatWasAddedBeforeSomebodyJoinedIsNotToldToThem() {
        var start = Instant.now().minusSeconds(600);
        UUID anna = UUID.randomUUID();
        var ben = new Reader(UUID.randomUUID());
        family.joins(anna, "Anna", start);
        family.adds(UUID.randomUUID(), anna, family.list(), "heard before", start.plusSeconds(10));
        awaitAdditions(1);
        family.joins(ben.id(), "Ben", start.plusSeconds(60));
        awaitMembers(2);
        family.adds(UUID.randomUUID(), anna, family.list(), "heard after", start.plusSeconds(30));
        family.adds(UUID.randomUUID(), anna, family.list(), "Milk", start.plusSeconds(90));

        ben.awaits(List.of(List.of("Milk")));
    }

    @Test
    void whatIsKnownOfSomebodyIsNotToldAgainByTheNextVersion() {
        UUID anna = family.joins("Anna");
        var ben = new Reader(family.joins("Ben"));
        family.adds(anna, "Milk");
        ben.awaits(List.of(List.of("Milk")));

        family.joins(ben.id(), "Benjamin", Instant.now().minusSeconds(60));
        family.joins(anna, "Anne", Instant.now());

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> ben.inbox().then().body("items[0].actor.name", equalTo("Anne")));
        ben.awaits(List.of(List.of("Milk")));
    }

    @Test
    void whoLeavesIsToldNothingMoreAndKeepsNothing() {
        UUID anna = family.joins("Anna");
        var ben = new Reader(family.joins("Ben"));
        var cleo = new Reader(family.joins("Cleo"));
        var other = new Household();
        UUID dora = other.joins("Dora");
        other.joins(ben.id(), "Ben", Instant.now());
        other.adds(dora, "Rice");
        ben.awaits(List.of(List.of("Rice")));
        family.adds(anna, "Milk");
        ben.awaits(List.of(List.of("Milk"), List.of("Rice")));

        family.leaves(ben.id());

        ben.awaits(List.of(List.of("Rice")));
        ben.inbox().then().body("unread", equalTo(1));
        family.adds(anna, "Bread");
        cleo.awaits(List.of(List.of("Milk", "Bread")));
        ben.awaits(List.of(List.of("Rice")));
    }

    @Test
    void onlyNewerVersionsCount() {
        UUID anna = family.joins("Anna");
        var ben = new Reader(family.joins("Ben"));
        family.leaves(ben.id());
        family.joins(ben.id(), "Ben", 2, Instant.now());
        var cleo = new Reader(family.joins("Cleo"));

        awaitMembers(3);
        family.adds(anna, "Milk");

        cleo.awaits(List.of(List.of("Milk")));
        ben.inbox().then().body("items", hasSize(0));
    }

    private void awaitAdditions(int count) {
        awaitRows("select count(*) from addition where family_id = $1", count);
    }

    private void awaitMembers(int count) {
        awaitRows("select count(*) from membership where family_id = $1", count);
    }

    private void awaitRows(String sql, long count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> pool.preparedQuery(sql)
                                .execute(Tuple.of(family.id()))
                                .await()
                                .indefinitely()
                                .iterator()
                                .next()
                                .getLong(0)
                        == count);
    }
}
