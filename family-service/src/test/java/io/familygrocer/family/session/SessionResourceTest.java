package io.familygrocer.family.session;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.Api;
import io.familygrocer.family.House;
import io.familygrocer.family.rotation.RotatingToken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

@QuarkusTest
@WithTestResource(House.class)
class SessionResourceTest {

    @Inject
    Pool pool;

    @Test
    void whoRegistersIsSignedIn() {
        var anna = Api.register("Anna");

        anna.request()
                .get("/api/me")
                .then()
                .statusCode(200)
                .body("id", equalTo(anna.id().toString()))
                .body("email", equalTo(anna.email()))
                .body("displayName", equalTo("Anna"))
                .body("families", hasSize(0));
    }

    @Test
    void whoSignsInGetsATokenForFiveMinutes() {
        var anna = Api.register("Anna");

        Api.signIn(anna.email().toUpperCase(Locale.ROOT), Api.PASSWORD)
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body("personId", equalTo(anna.id().toString()))
                .body("displayName", equalTo("Anna"))
                .body("expiresIn", equalTo(300))
                .body("accessToken", not(emptyOrNullString()))
                .body("refreshToken", not(equalTo(anna.refreshToken())));
    }

    @Test
    void anAddressIsTakenHoweverItIsSpelt() {
        var anna = Api.register("Anna");

        Api.anybody()
                .body(Map.of(
                        "email", anna.email().toUpperCase(Locale.ROOT), "password", Api.PASSWORD, "displayName", "Eve"))
                .post("/api/auth/register")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", endsWith(":email-taken"));
    }

    @Test
    void anUnknownAddressLooksLikeAWrongPassword() {
        var anna = Api.register("Anna");

        var wrong = Api.signIn(anna.email(), "wrong password");
        var unknown = Api.signIn("nobody-" + UUID.randomUUID() + "@example.org", Api.PASSWORD);

        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.path("type").toString()).endsWith(":wrong-credentials");
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.asString()).isEqualTo(wrong.asString());
    }

    @Test
    void aRefreshTokenIsGoodOnce() {
        var anna = Api.register("Anna");

        String second = Api.refresh(anna.refreshToken())
                .then()
                .statusCode(200)
                .extract()
                .path("refreshToken");
        String third = Api.refresh(second).then().statusCode(200).extract().path("refreshToken");

        assertThat(third).isNotEqualTo(second).isNotEqualTo(anna.refreshToken());
        assertOver(anna.refreshToken());
        assertOver(third);
    }

    @Test
    void whoRepeatsTheLastRefreshGetsTheSameSuccessor() {
        var anna = Api.register("Anna");

        String lost = Api.refresh(anna.refreshToken())
                .then()
                .statusCode(200)
                .extract()
                .path("refreshToken");
        String again = Api.refresh(anna.refreshToken())
                .then()
                .statusCode(200)
                .extract()
                .path("refreshToken");

        assertThat(again).isEqualTo(lost);
        Api.refresh(again).then().statusCode(200);
    }

    @Test
    void whoRefreshesManyTimesAtOnceGetsOneSuccessor() {
        var anna = Api.register("Anna");

        var answers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> Api.refresh(anna.refreshToken()),
                        task -> Thread.ofVirtual().start(task)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers).allMatch(answer -> answer.statusCode() == 200);
        assertThat(answers)
                .extracting(answer -> answer.path("refreshToken").toString())
                .containsOnly(answers.getFirst().path("refreshToken").toString());
    }

    @Test
    void whoRepeatsTheLastRefreshTooLateEndsTheSession() {
        var anna = Api.register("Anna");
        String second = Api.refresh(anna.refreshToken())
                .then()
                .statusCode(200)
                .extract()
                .path("refreshToken");
        pool.query("update session set rotated_at = rotated_at - interval '121 seconds' where person_id = '" + anna.id()
                        + "'")
                .executeAndAwait();

        assertOver(anna.refreshToken());
        assertOver(second);
    }

    @Test
    void whatIsNoRefreshTokenIsOver() {
        assertOver("");
        assertOver("nonsense");
        assertOver(RotatingToken.first(UUID.randomUUID()).text());
    }

    @Test
    void aSignedOutSessionIsOverAndTheOthersAreNot() {
        var anna = Api.register("Anna");
        String other = Api.signIn(anna.email(), Api.PASSWORD).then().extract().path("refreshToken");

        for (int twice = 0; twice < 2; twice++) {
            Api.anybody()
                    .body(Map.of("refreshToken", anna.refreshToken()))
                    .post("/api/auth/sign-out")
                    .then()
                    .statusCode(204);
        }

        assertOver(anna.refreshToken());
        Api.refresh(other).then().statusCode(200);
    }

    @Test
    void theLeastRecentlyUsedSessionGivesWayToOneTooMany() {
        var anna = Api.register("Anna");
        pool.query("""
                insert into session (id, person_id, token_hash, created_at, rotated_at, expires_at, device, methods)
                select gen_random_uuid(), '%s', '\\x00', now(), now() - interval '1 hour' , now() + interval '1 day', '', ''
                from generate_series(1, 50)""".formatted(anna.id())).executeAndAwait();

        String newest = Api.signIn(anna.email(), Api.PASSWORD).then().extract().path("refreshToken");

        long live = pool.query(
                        "select count(*) from session where ended_at is null and person_id = '" + anna.id() + "'")
                .executeAndAwait()
                .iterator()
                .next()
                .getLong(0);
        assertThat(live).isEqualTo(50);
        Api.refresh(newest).then().statusCode(200);
        Api.refresh(anna.refreshToken()).then().statusCode(200);
    }

    private static void assertOver(String refreshToken) {
        Api.refresh(refreshToken)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", endsWith(":session-over"));
    }
}
