package io.familygrocer.family.door;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.Api;
import io.familygrocer.family.House;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.notNullValue;

@QuarkusTest
@WithTestResource(House.class)
class GuessesResourceTest {

    private final String address = network();

    @Test
    void whoTriesCodesHasToWaitAlsoWithARightOne() {
        var anna = Api.register("Anna");
        String code = anna.inviteCode(anna.newFamily("Ours"), Map.of());
        for (int i = 0; i < 30; i++) {
            preview(address, "WRONG%03d".formatted(i)).then().statusCode(404);
        }

        var refused = preview(address, code)
                .then()
                .statusCode(429)
                .body("type", endsWith("too-many-guesses"))
                .body("retryAfter", greaterThan(0))
                .extract();

        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 601);
        redeem(address, "WRONG").then().statusCode(429);
        preview(address.replace("::1", "::2"), code).then().statusCode(429);
        preview(network(), code).then().statusCode(200);
    }

    @Test
    void whoIsSignedInHasFewerTriesWhereverTheyAre() {
        var mallory = Api.register("Mallory");
        for (int i = 0; i < 10; i++) {
            accept(mallory, network(), "WRONG%03d".formatted(i)).then().statusCode(404);
        }

        accept(mallory, network(), "WRONG999").then().statusCode(429);
        accept(Api.register("Ben"), network(), "WRONG999").then().statusCode(404);
    }

    @Test
    void rightCodesAreNoGuesses() {
        var anna = Api.register("Anna");
        String code = anna.inviteCode(anna.newFamily("Ours"), Map.of());

        for (int i = 0; i < 40; i++) {
            preview(address, code).then().statusCode(200);
        }
    }

    @Test
    void whoBeginsSignInsWithoutEndHasToWait() {
        Response answer;
        int begun = 0;
        do {
            answer = begin(address, "/api/auth/providers/down/start");
            begun++;
        } while (answer.statusCode() == 503);

        answer.then()
                .statusCode(429)
                .body("type", endsWith("too-many-attempts"))
                .header("Retry-After", notNullValue());
        // A few more than are free, as those of the first moment count less by then.
        assertThat(begun).isBetween(300, 400);
        begin(network(), "/api/auth/providers/down/start").then().statusCode(503);
        begin(address, "/api/auth/passkey/options").then().statusCode(200);
    }

    private static Response begin(String address, String path) {
        return Api.anybody().header("X-Forwarded-For", address).post(path);
    }

    /** An address in a network of its own: who has one address there has all of them. */
    private static String network() {
        var random = ThreadLocalRandom.current();
        return "2001:db8:%x:%x::1".formatted(1 + random.nextInt(0xfffe), 1 + random.nextInt(0xfffe));
    }

    private static Response preview(String address, String code) {
        return Api.anybody().header("X-Forwarded-For", address).get("/api/invites/{code}", code);
    }

    private static Response redeem(String address, String code) {
        return Api.anybody()
                .header("X-Forwarded-For", address)
                .body(Map.of("client", UUID.randomUUID()))
                .post("/api/guest-passes/{code}/redeem", code);
    }

    private static Response accept(Api.Someone who, String address, String code) {
        return who.request().header("X-Forwarded-For", address).post("/api/invites/{code}/accept", code);
    }
}
