package io.familygrocer.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.familygrocer.e2e.Household.Person;

import static org.assertj.core.api.Assertions.assertThat;

/** The main job, as a client of the public API does it. */
class JourneyTest {

    private final GrocerStack stack = Stack.get();

    @Test
    void twoPeopleComeTogetherByCodeAndByLink() {
        var anna = Person.register(stack.gateway(), "Anna");
        String family = anna.family("Oakwood");
        var invite = anna.api().post("/api/families/%s/invites".formatted(family), Map.of("role", "adult"));
        String link = invite.get("link").asText();
        String token = link.substring(link.lastIndexOf('/') + 1);
        var ben = Person.register(stack.gateway(), "Ben");
        var eve = Person.register(stack.gateway(), "Eve");

        assertThat(link).matches("https?://[^/]+/join/[^/]+");
        assertThat(invite.get("code").asText()).hasSize(8);
        assertThat(new Api(stack.gateway())
                        .get("/api/invites/" + token)
                        .get("familyName")
                        .asText())
                .isEqualTo("Oakwood");
        ben.join(invite.get("code").asText());
        eve.join(token);

        assertThat(anna.api().get("/api/families/" + family).get("members"))
                .extracting(member -> member.get("displayName").asText())
                .containsExactlyInAnyOrder("Anna", "Ben", "Eve");
        // Who has just joined can read at once, before any event has told list-service.
        assertThat(ben.api().get("/api/lists?family=" + family).get("items")).isEmpty();
        assertThat(eve.api().get("/api/me").get("families").get(0).get("name").asText())
                .isEqualTo("Oakwood");
    }

    @Test
    void whoComesBackSignsInAndTradesTheRefreshToken() {
        var anna = Person.register(stack.gateway(), "Anna");
        var api = new Api(stack.gateway());

        var session = api.post("/api/auth/sign-in", Map.of("email", anna.email(), "password", anna.password()));
        var next = api.post(
                "/api/auth/refresh",
                Map.of("refreshToken", session.get("refreshToken").asText()));

        assertThat(api.as(next.get("accessToken").asText())
                        .get("/api/me")
                        .get("email")
                        .asText())
                .isEqualTo(anna.email());
        var wrong = new Api(stack.gateway())
                .send(
                        "POST",
                        "/api/auth/sign-in",
                        "application/json",
                        Api.json(Map.of("email", anna.email(), "password", "not the password")));
        assertThat(wrong.status()).isEqualTo(401);
    }

    @Test
    void aListIsSharedLive() {
        var home = Stack.household("Live");
        var anna = new Phone(home.anna().api(), home.id());
        var ben = new Phone(home.ben().api(), home.id());

        String list = anna.list("Weekly");
        String milk = anna.item(list, "milk");
        assertThat(anna.sync().get("outcomes"))
                .allMatch(outcome -> outcome.get("result").asText().equals("applied"));
        assertThat(document(ben.sync(), milk).get("name").asText()).isEqualTo("milk");

        ben.set(milk, Map.of("amount", 2, "unit", "l"));
        ben.does("item.adjust", milk, Map.of("by", 1));
        ben.sync();
        assertThat(document(anna.sync(), milk).get("amount").asInt()).isEqualTo(3);

        anna.set(milk, Map.of("checked", true));
        anna.sync();
        var checked = document(ben.sync(), milk);
        assertThat(checked.get("checked").asBoolean()).isTrue();
        assertThat(checked.get("checkedBy").asText()).isEqualTo(home.anna().id());

        ben.does("item.remove", milk, Map.of("seen", ben.since()));
        ben.sync();
        assertThat(document(anna.sync(), milk).get("deleted").asBoolean()).isTrue();
    }

    @Test
    void plainRestDoesTheSame() {
        var home = Stack.household("Plain");
        var api = home.ben().api();
        String list = home.anna().list(home.id(), "Plain");
        String items = "/api/lists/%s/items".formatted(list);
        String item = home.anna().item(list, "bread");

        var edited = api.send("PATCH", items + "/" + item, "application/json", "{\"amount\": 1, \"checked\": true}");
        assertThat(edited.status()).isEqualTo(200);
        var adjusted = api.post("%s/%s/adjust".formatted(items, item), Map.of("by", 2));
        assertThat(adjusted.get("amount").asInt()).isEqualTo(3);
        var summary = api.get("/api/lists?family=" + home.id()).get("items").get(0);
        assertThat(summary.get("total").asInt()).isEqualTo(1);
        assertThat(summary.get("open").asInt()).isZero();
        assertThat(api.send("DELETE", items + "/" + item, null, null).status()).isEqualTo(204);
        assertThat(api.get(items).get("items")).isEmpty();
    }

    @Test
    void theOtherHearsAnAddWithinASecond() {
        var home = Stack.household("Heard");
        String list = home.anna().list(home.id(), "Heard");
        try (var stream = EventStream.open(home.ben().api(), home.id())) {
            // The first one warms what a first request warms.
            home.anna().item(list, "warm-up");
            heard(stream, "warm-up");

            var delays = new ArrayList<Duration>();
            for (int i = 0; i < 7; i++) {
                long start = System.nanoTime();
                home.anna().item(list, "bananas " + i);
                var event = heard(stream, "bananas " + i);
                delays.add(Duration.ofNanos(event.at() - start));
                assertThat(event.name()).isEqualTo("changes");
                assertThat(Long.parseLong(event.id())).isPositive();
            }
            assertThat(Stack.median(delays)).isLessThan(Duration.ofSeconds(1));
        }
    }

    private static EventStream.Event heard(EventStream stream, String name) {
        return stream.await(Duration.ofSeconds(60), event -> event.data().contains(name));
    }

    @Test
    void oatMilkFindsItsShelfByItself() {
        var home = Stack.household("Shelf");
        String list = home.anna().list(home.id(), "Shelf");
        String item = home.anna().item(list, "oat milk");
        String path = "/api/lists/%s/items/%s".formatted(list, item);

        Stack.eventually("a category")
                .untilAsserted(() -> assertThat(
                                home.ben().api().get(path).get("category").asText())
                        .isEqualTo("dairy-alternatives"));
    }

    @Test
    void theOthersInboxNamesTheItem() {
        var home = Stack.household("Inbox");
        String list = home.anna().list(home.id(), "Inbox");
        home.anna().item(list, "capers");

        Stack.eventually("an entry")
                .until(() ->
                        !home.ben().api().get("/api/notifications").get("items").isEmpty());
        var entry = home.ben().api().get("/api/notifications").get("items").get(0);
        assertThat(entry.get("type").asText()).isEqualTo("item-added");
        assertThat(entry.get("items")).extracting(JsonNode::asText).containsExactly("capers");
        assertThat(entry.get("actor").get("name").asText()).isEqualTo("Anna");
        assertThat(entry.get("listId").asText()).isEqualTo(list);
        assertThat(home.anna().api().get("/api/notifications").get("items")).isEmpty();

        var read = home.ben()
                .api()
                .send(
                        "POST",
                        "/api/notifications/%s/read".formatted(entry.get("id").asText()),
                        null,
                        null);
        assertThat(read.status()).isEqualTo(204);
        assertThat(home.ben().api().get("/api/notifications").get("unread").asInt())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "kitchenowl.json, kitchenowl, application/json",
        "weekly.csv, csv, text/csv",
        "party.txt, text, text/plain"
    })
    void aFileComesOnce(String file, String format, String contentType) throws IOException {
        var anna = Person.register(stack.gateway(), "Anna");
        String family = anna.family("Imports");
        String body =
                Files.readString(GrocerStack.projectRoot().resolve("samples").resolve(file));
        String path = "/api/imports?family=%s&format=%s".formatted(family, format);

        var dry = anna.api()
                .send("POST", path + "&dryRun=true", contentType, body)
                .expect(path);
        assertThat(anna.api().get("/api/lists?family=" + family).get("items")).isEmpty();
        var first = anna.api().send("POST", path, contentType, body).expect(path);
        var second = anna.api().send("POST", path, contentType, body).expect(path);

        assertThat(first.get("created").asInt())
                .isPositive()
                .isEqualTo(dry.get("created").asInt());
        assertThat(second.get("created").asInt()).isZero();
        assertThat(second.get("skipped").asInt()).isPositive();
    }

    private static JsonNode document(JsonNode answer, String id) {
        for (JsonNode change : answer.get("changes")) {
            if (change.get("id").asText().equals(id)) {
                return change;
            }
        }
        throw new AssertionError("no change of " + id + " in " + answer);
    }
}
