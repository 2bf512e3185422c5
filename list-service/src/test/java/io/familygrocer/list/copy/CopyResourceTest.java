package io.familygrocer.list.copy;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import io.familygrocer.list.Family;
import io.familygrocer.list.sync.Phone;
import io.familygrocer.platform.testkit.Servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@WithTestResource(Servers.class)
class CopyResourceTest {

    private final Family family = new Family();
    private final Family.Member anna = family.member("Anna");
    private final Phone phone = new Phone(family, anna);

    @Test
    void aWeeklyShopIsMadeFromATemplate() {
        var staples = list(Map.of("name", "Staples", "template", true, "store", "Lidl"));
        var milk = phone.item(staples, "Milk");
        phone.set(milk, Map.of("amount", 2, "unit", "l", "checked", true));
        phone.sync();

        String copy = copy(staples, Map.of("name", "This week"), "k1");

        anna.asks()
                .get("/api/lists/" + copy)
                .then()
                .body("name", equalTo("This week"))
                .body("store", equalTo("Lidl"))
                .body("template", nullValue());
        anna.asks()
                .get("/api/lists/%s/items".formatted(copy))
                .then()
                .body("items.name", contains("Milk"))
                .body("items.unit", contains("l"))
                .body("items.checked", contains(false));
    }

    @Test
    void theSameCallTwiceIsOneCopy() {
        var list = list(Map.of("name", "Weekly"));
        phone.item(list, "Milk");
        phone.sync();

        assertThat(copy(list, Map.of("name", "Copy"), "k2")).isEqualTo(copy(list, Map.of("name", "Copy"), "k2"));
        anna.asks().get("/api/lists?family=" + family.id()).then().body("items", hasSize(2));
    }

    @Test
    void whatIsCheckedCanBeLeftOut() {
        var list = list(Map.of("name", "Weekly"));
        phone.set(phone.item(list, "Milk"), Map.of("checked", true));
        phone.item(list, "Bread");
        phone.sync();

        String copy = copy(list, Map.of("name", "Rest", "openOnly", true), null);

        anna.asks().get("/api/lists/%s/items".formatted(copy)).then().body("items.name", contains("Bread"));
    }

    @Test
    void theCopyOfAPrivateListIsPrivate() {
        var ben = family.member("Ben");
        var list = list(Map.of("name", "Presents", "sharedWith", List.of()));
        phone.sync();

        String copy = copy(list, Map.of("name", "More presents"), null);

        ben.asks().get("/api/lists/" + copy).then().statusCode(404);
        ben.asks()
                .body(Map.of("name", "Mine"))
                .post("/api/lists/%s/copies".formatted(list))
                .then()
                .statusCode(404);
    }

    private UUID list(Map<String, Object> fields) {
        var id = UUID.randomUUID();
        phone.does("list.set", id, Map.of("fields", fields));
        return id;
    }

    private String copy(Object list, Map<String, Object> request, String key) {
        var asks = anna.asks();
        return (key == null ? asks : asks.header("Idempotency-Key", key))
                .body(request)
                .post("/api/lists/%s/copies".formatted(list))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}
