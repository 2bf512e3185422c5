package io.familygrocer.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import io.familygrocer.e2e.Household.Person;

import static org.assertj.core.api.Assertions.assertThat;

/** What belongs to one family does not exist for another. */
class AccessTest {

    private static final String JSON = "application/json";

    private static Household home;
    private static Person eve;
    private static String eveList;
    private static String list;
    private static String item;
    private static String invite;
    private static String entry;

    @BeforeAll
    static void twoFamilies() {
        home = Stack.household("Private");
        list = home.anna().list(home.id(), "Private");
        item = home.anna().item(list, "a secret");
        invite = home.anna()
                .api()
                .post("/api/families/%s/invites".formatted(home.id()), Map.of())
                .get("id")
                .asText();
        Stack.eventually("an entry")
                .until(() ->
                        !home.ben().api().get("/api/notifications").get("items").isEmpty());
        entry = home.ben()
                .api()
                .get("/api/notifications")
                .get("items")
                .get(0)
                .get("id")
                .asText();
        eve = Person.register(Stack.get().gateway(), "Eve");
        eveList = eve.list(eve.family("Elsewhere"), "Elsewhere");
    }

    /** A call that names something of a family by its id; {@code template} as in the services' OpenAPI. */
    private record Call(String method, String template, String path, String contentType, String body) {

        Api.Answer by(Api api) {
            return api.send(method, path, contentType, body);
        }

        @Override
        public String toString() {
            return method + " " + template;
        }
    }

    private static Call call(String method, String template, String body) {
        String path = template.replace("{listId}", list)
                .replace("/lists/{id}", "/lists/" + list)
                .replace("/items/{id}", "/items/" + item)
                .replace("/families/{id}", "/families/" + home.id())
                .replace("{inviteId}", invite)
                .replace("{personId}", home.ben().id())
                .replace("/notifications/{id}", "/notifications/" + entry)
                .replace("{family}", home.id());
        return new Call(method, template, path, body == null ? null : JSON, body);
    }

    /** All that a family has, what takes something away last. */
    private static List<Call> calls() {
        String sync = Api.json(
                Map.of("familyId", home.id(), "clientId", UUID.randomUUID().toString(), "since", 0));
        return List.of(
                call("GET", "/api/lists?family={family}", null),
                call("POST", "/api/lists", Api.json(Map.of("familyId", home.id(), "name", "more"))),
                call("GET", "/api/lists/{id}", null),
                call("PATCH", "/api/lists/{id}", "{\"name\":\"mine\"}"),
                call("GET", "/api/lists/{listId}/items", null),
                call("POST", "/api/lists/{listId}/items", "{\"name\":\"mine\"}"),
                call("GET", "/api/lists/{listId}/items/{id}", null),
                call("PATCH", "/api/lists/{listId}/items/{id}", "{\"name\":\"mine\"}"),
                call("POST", "/api/lists/{listId}/items/{id}/adjust", "{\"by\":1}"),
                call("POST", "/api/sync", sync),
                call("POST", "/api/imports?family={family}&format=text", "\"milk\""),
                call("GET", "/api/families/{id}", null),
                call("PATCH", "/api/families/{id}", "{\"name\":\"mine\"}"),
                call("POST", "/api/families/{id}/invites", "{}"),
                call("POST", "/api/notifications/{id}/read", null),
                call("DELETE", "/api/families/{id}/invites/{inviteId}", null),
                call("DELETE", "/api/lists/{listId}/items/{id}", null),
                call("DELETE", "/api/lists/{id}", null),
                call("DELETE", "/api/families/{id}/members/{personId}", null));
    }

    @TestFactory
    Stream<DynamicTest> isNotThereForAnotherFamilyAndIsForItsOwn() {
        return calls().stream()
                .map(call -> DynamicTest.dynamicTest(call.toString(), () -> {
                    var foreign = call.by(eve.api());
                    assertThat(foreign.status()).as(foreign.body()).isEqualTo(404);
                    assertThat(foreign.headers().firstValue("Content-Type")).hasValue("application/problem+json");
                    assertThat(foreign.body()).doesNotContain("a secret").doesNotContain("Private");
                    // The same call by who may: else a misspelt path would pass for a kept secret.
                    var own = call.by(
                            call.template.startsWith("/api/notifications")
                                    ? home.ben().api()
                                    : home.anna().api());
                    assertThat(own.status()).as(own.body()).isBetween(200, 299);
                }));
    }

    @TestFactory
    Stream<DynamicTest> isForNobodyWithoutAToken() {
        return calls().stream()
                .map(call -> DynamicTest.dynamicTest(call.toString(), () -> {
                    var answer = call.by(new Api(Stack.get().gateway()));
                    assertThat(answer.status()).as(answer.body()).isEqualTo(401);
                    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
                }));
    }

    @Test
    void noEndpointWithAnIdIsForgotten() throws IOException {
        var declared = new LinkedHashSet<String>();
        for (Service service : Service.values()) {
            var file = GrocerStack.projectRoot().resolve(service.module()).resolve("openapi.yaml");
            if (Files.exists(file)) {
                declared.addAll(withIds(Files.readString(file)));
            }
        }
        var covered = new LinkedHashSet<String>();
        calls().forEach(call -> covered.add(call.method + " " + call.template));

        // By their own secret, and for everybody; the stream has its own test.
        declared.removeIf(endpoint -> endpoint.contains("{codeOrToken}") || endpoint.contains("/api/catalog/"));
        assertThat(declared).isNotEmpty();
        assertThat(covered).containsAll(declared);
    }

    private static Set<String> withIds(String openApi) {
        var found = new LinkedHashSet<String>();
        String path = "";
        for (String line : openApi.lines().toList()) {
            var ofPath = Pattern.compile("  (/api/\\S+):").matcher(line);
            var ofMethod = Pattern.compile("    (get|post|put|patch|delete):").matcher(line);
            if (ofPath.matches()) {
                path = ofPath.group(1);
            } else if (ofMethod.matches() && path.contains("{")) {
                found.add(ofMethod.group(1).toUpperCase(java.util.Locale.ROOT) + " " + path);
            }
        }
        return found;
    }

    @Test
    void streamsAreNotThereForAnotherFamily() {
        String path = "/api/stream?family=" + home.id();
        assertThat(eve.api().send("GET", path, null, null).status()).isEqualTo(404);
        assertThat(new Api(Stack.get().gateway()).send("GET", path, null, null).status())
                .isEqualTo(401);
    }

    @Test
    void aListOfOnesOwnIsNoWayToAnItemOfOthers() {
        String path = "/api/lists/%s/items/%s".formatted(eveList, item);
        assertThat(eve.api().send("GET", path, null, null).status()).isEqualTo(404);
        assertThat(eve.api().send("PATCH", path, JSON, "{\"checked\":true}").status())
                .isEqualTo(404);
        assertThat(eve.api().send("DELETE", path, null, null).status()).isEqualTo(404);
    }

    @Test
    void aTokenThatIsMadeUpIsNoToken() {
        String own = eve.api().token();
        String forged = own.substring(0, own.lastIndexOf('.') + 1) + "AAAA";
        var answer = new Api(Stack.get().gateway()).as(forged).send("GET", "/api/lists", null, null);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }
}
