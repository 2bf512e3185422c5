package io.familygrocer.list.quickadd;

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
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

@QuarkusTest
@WithTestResource(Servers.class)
class QuickAddResourceTest {

    private static final String TEXT = "2 kg apples, milk; 3x yoghurt 500g";

    private final Family family = new Family();
    private final Family.Member anna = family.member("Anna");

    @Test
    void whatIsTypedComesOntoTheListAndPhonesHearOfIt() {
        String list = newList();

        anna.asks()
                .body(Map.of("text", TEXT, "languages", List.of("en", "de")))
                .post(path(list))
                .then()
                .statusCode(201)
                .body("items.name", contains("apples", "milk", "yoghurt"))
                .body("items.amount", contains(2, null, 3))
                .body("items.unit", contains("kg", null, null))
                .body("items.note", contains(null, null, "500g"));

        assertThat(new Phone(family, anna).sync().getList("changes.name")).contains("apples", "milk", "yoghurt");
    }

    @Test
    void whatWasTickedOffIsTickedOff() {
        anna.asks()
                .body(Map.of("text", "- [ ] milk\n- [x] eggs"))
                .post(path(newList()))
                .then()
                .statusCode(201)
                .body("items.checked", contains(false, true));
    }

    @Test
    void theSameKeyTwiceAddsOnce() {
        String list = newList();
        for (int i = 0; i < 2; i++) {
            anna.asks()
                    .header("Idempotency-Key", "k1")
                    .body(Map.of("text", TEXT))
                    .post(path(list))
                    .then()
                    .statusCode(201)
                    .body("items.name", contains("apples", "milk", "yoghurt"));
        }

        anna.asks().get("/api/lists/%s/items".formatted(list)).then().body("items", hasSize(3));
    }

    @Test
    void aPreviewSaysWhatWouldComeAndWritesNothing() {
        String list = newList();

        anna.asks()
                .body(Map.of("text", "ein halbes Pfund Butter", "languages", List.of("de")))
                .post("/api/lists/quick-add-preview")
                .then()
                .statusCode(200)
                .body("items[0].name", equalTo("Butter"))
                .body("items[0].amount", equalTo(0.5f))
                .body("items[0].unit", equalTo("Pfund"))
                .body("items[0].dimension", equalTo("mass"))
                .body("items[0].text", equalTo("0.5 Pfund Butter"));

        anna.asks().get("/api/lists/%s/items".formatted(list)).then().body("items", empty());
    }

    @Test
    void aTextThatIsTooLongOrNamesNothingOrTooMuchIsRefused() {
        String list = newList();
        for (var refused : Map.of(
                        "a".repeat(10_001),
                        "10000 characters",
                        "---",
                        "names nothing",
                        "   ",
                        "must not be empty",
                        "milk\n".repeat(201),
                        "at most 200")
                .entrySet()) {
            for (String path : List.of(path(list), "/api/lists/quick-add-preview")) {
                anna.asks()
                        .body(Map.of("text", refused.getKey()))
                        .post(path)
                        .then()
                        .statusCode(400)
                        .contentType("application/problem+json")
                        .body("detail", containsString(refused.getValue()));
            }
        }
        anna.asks()
                .body(Map.of("text", "milk " + "very ".repeat(300) + "fresh"))
                .post(path(list))
                .then()
                .statusCode(400)
                .body("detail", containsString("number 1"));

        anna.asks().get("/api/lists/%s/items".formatted(list)).then().body("items", empty());
    }

    @Test
    void hintsThatAreNoLanguagesOrTooManyDoNoHarm() {
        String path = "/api/lists/quick-add-preview";
        anna.asks()
                .body(Map.of("text", "2 kg rice", "languages", List.of("tlh", "no-language-at-all!")))
                .post(path)
                .then()
                .statusCode(200)
                .body("items[0].name", equalTo("rice"));
        anna.asks()
                .body(Map.of("text", "milk", "languages", java.util.Collections.nCopies(9, "en")))
                .post(path)
                .then()
                .statusCode(400);
        anna.asks()
                .body(Map.of("text", "milk", "languages", List.of("x".repeat(36))))
                .post(path)
                .then()
                .statusCode(400);
        anna.asks()
                .body("{\"text\":\"milk\",\"languages\":[null]}")
                .post(path)
                .then()
                .statusCode(400);
    }

    @Test
    void anotherFamilysListIsNotThere() {
        String list = newList();

        Family.stranger()
                .asks()
                .body(Map.of("text", "milk"))
                .post(path(list))
                .then()
                .statusCode(404);

        anna.asks().get("/api/lists/%s/items".formatted(list)).then().body("items", empty());
    }

    private String newList() {
        return anna.asks()
                .body(Map.of("familyId", family.id(), "name", "List " + UUID.randomUUID()))
                .post("/api/lists")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String path(String list) {
        return "/api/lists/%s/quick-add".formatted(list);
    }
}
