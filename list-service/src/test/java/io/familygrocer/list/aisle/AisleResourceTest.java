package io.familygrocer.list.aisle;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import io.familygrocer.list.Family;
import io.familygrocer.list.sync.Phone;
import io.familygrocer.platform.testkit.Servers;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

@QuarkusTest
@WithTestResource(Servers.class)
class AisleResourceTest {

    private final Family family = new Family();
    private final Family.Member anna = family.member("Anna");
    private final Phone phone = new Phone(family, anna);

    @Test
    void whatSomebodySaysIsTheOrder() {
        say(List.of("bread", "dairy")).then().statusCode(200).body("order", contains("bread", "dairy"));

        anna.asks()
                .get("/api/lists/aisles?family=%s&store=LIDL".formatted(family.id()))
                .then()
                .statusCode(200)
                .body("items[0].byHand", contains("bread", "dairy"))
                .body("items[0].trips", equalTo(0));
    }

    @Test
    void ofAnUnknownStoreNothingIsKnown() {
        anna.asks()
                .get("/api/lists/aisles?family=%s&store=Aldi".formatted(family.id()))
                .then()
                .statusCode(200)
                .body("items[0].order", empty());
    }

    @Test
    void onlyTheFamilyAsksAndOnlyThoseWhoMayChangeListsSay() {
        var said = Map.of("familyId", family.id(), "store", "Lidl", "order", List.of("bread"));

        Family.stranger().asks().body(said).put("/api/lists/aisles").then().statusCode(404);
        Family.stranger()
                .asks()
                .get("/api/lists/aisles?family=" + family.id())
                .then()
                .statusCode(404);
        family.member("Kim", "child")
                .asks()
                .body(said)
                .put("/api/lists/aisles")
                .then()
                .statusCode(403);
    }

    @Test
    void nonsenseIsRefused() {
        anna.asks()
                .body(Map.of("familyId", family.id(), "store", "Lidl", "order", List.of("")))
                .put("/api/lists/aisles")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("order"));
        anna.asks().get("/api/lists/aisles").then().statusCode(400);
    }

    @Test
    void aListIsSplitByStoreInTheOrderOfItsAisles() {
        say(List.of("dairy", "bread"));
        var list = UUID.randomUUID();
        phone.does("list.set", list, Map.of("fields", Map.of("name", "Weekly", "store", "Lidl")));
        phone.set(phone.item(list, "Rolls"), Map.of("category", "bread"));
        phone.set(phone.item(list, "Milk"), Map.of("category", "dairy", "stores", List.of("Lidl", "Aldi", "lidl")));
        phone.set(phone.item(list, "String"), Map.of("note", "red"));
        phone.sync();

        anna.asks()
                .get("/api/lists/%s/by-store".formatted(list))
                .then()
                .statusCode(200)
                .body("sections.store", contains("Aldi", "Lidl"))
                .body("sections[0].aisles.items.flatten().name", contains("Milk"))
                .body("sections[1].aisles.category", contains("dairy", "bread", null))
                .body("sections[1].aisles.items.flatten().name", contains("Milk", "Rolls", "String"));
    }

    @Test
    void whatIsWantedAtTwoStoresIsCheckedOnce() {
        var list = phone.list("Weekly");
        var milk = phone.item(list, "Milk");
        phone.set(milk, Map.of("stores", List.of("Lidl", "Aldi"), "checked", true));
        phone.sync();

        anna.asks()
                .get("/api/lists/%s/by-store".formatted(list))
                .then()
                .body("sections.aisles.items.flatten().checked", contains(true, true))
                .body("sections.aisles.items.flatten().id", contains(milk.toString(), milk.toString()));
    }

    private io.restassured.response.Response say(List<String> order) {
        return anna.asks()
                .body(Map.of("familyId", family.id(), "store", "Lidl", "order", order))
                .put("/api/lists/aisles");
    }
}
