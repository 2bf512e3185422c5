package io.familygrocer.list.suggestion;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.familygrocer.list.Family;
import io.familygrocer.list.sync.Phone;
import io.familygrocer.platform.testkit.Servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

@QuarkusTest
@WithTestResource(Servers.class)
class SuggestionResourceTest {

    private final Family family = new Family();
    private final Family.Member anna = family.member("Anna");
    private final Phone phone = new Phone(family, anna);

    @Test
    void whatWasBoughtIsSuggestedUntilItIsOnTheList() {
        var list = phone.list("Weekly");
        phone.set(phone.item(list, "Milk"), Map.of("checked", true, "category", "dairy"));
        phone.sync();

        Awaitility.await().untilAsserted(() -> assertThat(names("list=" + list)).containsExactly("Milk"));
        anna.asks()
                .get("/api/lists/suggestions?family=" + family.id())
                .then()
                .body("items[0].reason", equalTo("recent"))
                .body("items[0].category", equalTo("dairy"));
        phone.item(list, "milk");
        phone.sync();
        assertThat(names("list=" + list)).isEmpty();
    }

    @Test
    void whatIsOnAPrivateListSaysNothing() {
        var presents = UUID.randomUUID();
        phone.does("list.set", presents, Map.of("fields", Map.of("name", "Presents", "sharedWith", List.of())));
        phone.set(phone.item(presents, "Train"), Map.of("checked", true));
        var list = phone.list("Weekly");
        phone.set(phone.item(list, "Bread"), Map.of("checked", true));
        phone.sync();

        Awaitility.await()
                .untilAsserted(() -> assertThat(names("family=" + family.id())).containsExactly("Bread"));
    }

    @Test
    void onlyTheFamilyAsks() {
        Family.stranger()
                .asks()
                .get("/api/lists/suggestions?family=" + family.id())
                .then()
                .statusCode(404);
        anna.asks().get("/api/lists/suggestions").then().statusCode(400);
    }

    private List<String> names(String query) {
        return anna.asks()
                .get("/api/lists/suggestions?" + query)
                .then()
                .statusCode(200)
                .extract()
                .path("items.name");
    }
}
