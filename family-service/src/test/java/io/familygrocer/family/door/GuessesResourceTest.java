package io.familygrocer.family.door;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.Api;
import io.familygrocer.platform.testkit.Servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.greaterThan;

@QuarkusTest
@WithTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "grocer_family"))
class GuessesResourceTest {

    private final String address =
            "2001:db8::" + Integer.toHexString(ThreadLocalRandom.current().nextInt(1 << 16));

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
        preview("2001:db8:1::1", code).then().statusCode(200);
    }

    @Test
    void whoIsSignedInHasFewerTriesWhereverTheyAre() {
        var mallory = Api.register("Mallory");
        for (int i = 0; i < 10; i++) {
            accept(mallory, address + ":" + i, "WRONG%03d".formatted(i)).then().statusCode(404);
        }

        accept(mallory, address + ":99", "WRONG999").then().statusCode(429);
        accept(Api.register("Ben"), address + ":99", "WRONG999").then().statusCode(404);
    }

    @Test
    void rightCodesAreNoGuesses() {
        var anna = Api.register("Anna");
        String code = anna.inviteCode(anna.newFamily("Ours"), Map.of());

        for (int i = 0; i < 40; i++) {
            preview(address, code).then().statusCode(200);
        }
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
