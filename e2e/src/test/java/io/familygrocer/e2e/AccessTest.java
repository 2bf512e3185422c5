package io.familygrocer.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import io.familygrocer.e2e.AccessMatrix.Row;
import io.familygrocer.e2e.AccessMatrix.Who;

import static org.assertj.core.api.Assertions.assertThat;

/** Everybody calls everything: what each gets is what {@code access-matrix.md} says. */
class AccessTest {

    private static final String JSON = "application/json";

    private static AccessScene scene;

    @BeforeAll
    static void aFamilyWithSomebodyOfEachKind() {
        scene = new AccessScene();
    }

    @TestFactory
    Stream<DynamicTest> everybodyGetsWhatTheMatrixSays() {
        return AccessMatrix.rows().stream()
                .map(row -> DynamicTest.dynamicTest(row.operation(), () -> {
                    var expected = new LinkedHashMap<String, Integer>();
                    var answered = new LinkedHashMap<String, Integer>();
                    for (Who who : Who.values()) {
                        scene.callers(who).forEach((name, caller) -> {
                            expected.put(name, row.expected().get(who));
                            answered.put(name, ask(row, caller));
                        });
                    }
                    assertThat(answered).as(row.path()).isEqualTo(expected);
                }));
    }

    /** The status of one call; a stream is not waited for, a refusal is a problem document that tells nothing. */
    private static int ask(Row row, Api caller) {
        var request = caller.request(scene.resolve(row.path())).timeout(Duration.ofSeconds(30));
        String body = scene.resolve(row.body());
        request.method(
                row.method(),
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (row.contentType() != null) {
            request.header("Content-Type", row.contentType());
        }
        var response = caller.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        int status = response.statusCode();
        try (var answer = response.body()) {
            if (status >= 400) {
                assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
                assertThat(new String(answer.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                        .doesNotContain("a secret")
                        .doesNotContain("Private");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (status < 300) {
            scene.used();
        }
        return status;
    }

    @Test
    void aListOfOnesOwnIsNoWayToAnItemOfOthers() {
        var eve = scene.foreign();
        String family =
                eve.api().get("/api/families").get("items").get(0).get("id").asText();
        String path = "/api/lists/%s/items/%s".formatted(eve.list(family, "Mine"), scene.item());

        for (var call :
                Map.of("GET", "", "PATCH", "{\"checked\":true}", "DELETE", "").entrySet()) {
            String body = call.getValue().isEmpty() ? null : call.getValue();
            assertThat(eve.api()
                            .send(call.getKey(), path, body == null ? null : JSON, body)
                            .status())
                    .as(call.getKey())
                    .isEqualTo(404);
        }
    }

    @Test
    void aFamilyOfOnesOwnIsNoWayToWhatOthersHave() {
        var eve = scene.foreign();
        String family =
                eve.api().get("/api/families").get("items").get(0).get("id").asText();
        for (String path : new String[] {"members/$child", "invites/$freshInvite", "guest-passes/$freshPass"}) {
            String swapped = scene.resolve("/api/families/%s/%s".formatted(family, path));
            assertThat(eve.api().send("DELETE", swapped, null, null).status())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void inACallForOnesOwnFamilyTheIdsOfOthersAreUnknown() {
        var eve = scene.foreign();
        String family =
                eve.api().get("/api/families").get("items").get(0).get("id").asText();
        String client = "6f1f4b3f-2c22-4c5e-8d51-6a0b2a386d0b";
        var answer = eve.api()
                .post(
                        "/api/sync",
                        Map.of(
                                "familyId",
                                family,
                                "clientId",
                                client,
                                "since",
                                0,
                                "mutations",
                                java.util.List.of(Map.of(
                                        "seq",
                                        1,
                                        "at",
                                        System.currentTimeMillis() + "-0-" + client,
                                        "op",
                                        "item.set",
                                        "id",
                                        scene.item(),
                                        "fields",
                                        Map.of("checked", true)))));

        assertThat(answer.at("/outcomes/0/result").asText()).isEqualTo("rejected");
        assertThat(answer.at("/outcomes/0/problem/status").asInt()).isEqualTo(404);
        assertThat(answer.get("lastSeq").asInt()).isEqualTo(1);
        assertThat(scene.owner()
                        .api()
                        .get(scene.resolve("/api/lists/$list/items/$item"))
                        .get("checked")
                        .asBoolean())
                .isFalse();
    }
}
