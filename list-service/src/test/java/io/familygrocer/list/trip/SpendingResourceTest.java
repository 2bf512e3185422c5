package io.familygrocer.list.trip;

import java.time.OffsetDateTime;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.familygrocer.list.Family;
import io.familygrocer.platform.testkit.Servers;
import io.familygrocer.platform.testkit.Statements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

@QuarkusTest
@WithTestResource(Servers.class)
class SpendingResourceTest {

    private final Family family = new Family();
    private final Family.Member anna = family.member("Anna");

    @Inject
    Pool pool;

    @Test
    void whatWasSpentIsSummedUpByMonthStoreCategoryAndCurrency() {
        buys("2026-09-30T23:59:59Z", "Lidl", "dairy", 100, "EUR");
        buys("2026-10-01T00:00:00Z", "Lidl", "dairy", 250, "EUR");
        buys("2026-10-31T23:59:59Z", "Lidl", "dairy", 50, "EUR");
        buys("2026-10-15T12:00:00Z", "Lidl", "bread", 300, "EUR");
        buys("2026-10-15T12:00:00Z", "Aldi", "dairy", 99, "EUR");
        buys("2026-10-15T12:00:00Z", "Aldi", "dairy", 500, "CHF");
        buys("2026-10-15T12:00:00Z", null, null, 7, "EUR");
        buys("2026-11-01T00:00:00Z", "Lidl", "dairy", 1_000, "EUR");

        try (var statements = Statements.listen()) {
            spent(anna, "2026-10", "2026-10")
                    .statusCode(200)
                    .body("rows.month.unique()", contains("2026-10"))
                    .body("rows.store", contains("Aldi", "Aldi", "Lidl", "Lidl", null))
                    .body("rows.category", contains("dairy", "dairy", "bread", "dairy", null))
                    .body("rows.currency", contains("CHF", "EUR", "EUR", "EUR", "EUR"))
                    .body("rows.minor", contains(500, 99, 300, 300, 7))
                    .body("rows.purchases", contains(1, 1, 1, 2, 1));
            assertThat(statements.on("from purchase p"))
                    .as("the database sums up")
                    .hasSize(1);
        }
        spent(anna, "2026-09", "2026-11").body("rows.month.unique()", contains("2026-09", "2026-10", "2026-11"));
        spent(new Family().member("Kim"), "2026-10", "2026-10").statusCode(404);
        spent(anna, "2026-08", "2026-08").body("rows", empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026", "2026-13", "+300000-01", "-5000-01", "+999999999-12", "0000-01"})
    void whatIsNoMonthOfOursIsRefused(String month) {
        anna.asks()
                .queryParam("family", family.id())
                .queryParam("from", month)
                .queryParam("until", month)
                .get("/api/lists/spending")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("from"));
    }

    private ValidatableResponse spent(Family.Member who, String from, String until) {
        return who.asks()
                .get("/api/lists/spending?family=%s&from=%s&until=%s".formatted(family.id(), from, until))
                .then();
    }

    /** As the end of a trip leaves it behind. */
    private void buys(String at, String store, String category, long minor, String currency) {
        var purchase = Tuple.tuple()
                .addUUID(family.id())
                .addUUID(UUID.randomUUID())
                .addString(store)
                .addString(category)
                .addLong(minor)
                .addString(currency)
                .addOffsetDateTime(OffsetDateTime.parse(at));
        pool.preparedQuery("""
                        insert into purchase (family_id, trip_id, item_id, list_id, bought_by, store, category, name, minor,
                          currency, bought_at)
                        values ($1, $2, $2, $2, $2, $3, $4, 'thing', $5, $6, $7)""").executeAndAwait(purchase);
    }
}
