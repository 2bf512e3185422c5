package io.familygrocer.family.guest;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.Api;
import io.familygrocer.family.House;
import io.familygrocer.family.TestClock;

import static org.assertj.core.api.Assertions.assertThat;

/** A guest's device stays in by tokens that are good once, as a session does. */
@QuarkusTest
@WithTestResource(House.class)
class GuestDeviceResourceTest {

    @Inject
    TestClock clock;

    private final UUID phone = UUID.randomUUID();
    private String code;
    private String first;

    @BeforeEach
    void aGuestIsIn() {
        var anna = Api.register("Anna");
        var pass = Map.<String, Object>of("listId", UUID.randomUUID(), "label", "Babysitter", "uses", 2);
        code = anna.issuePass(anna.newFamily("Ours"), pass).path("code");
        first = redeem(phone).then().statusCode(200).extract().path("refreshToken");
    }

    @AfterEach
    void setTheClockRight() {
        clock.reset();
    }

    @Test
    void eachTokenIsGoodOnce() {
        String second = next(first);
        String third = next(second);

        assertThat(third).isNotEqualTo(second).isNotEqualTo(first);
    }

    @Test
    void whoLostTheAnswerGetsTheSameOnceMore() {
        String second = next(first);
        clock.move(Duration.ofSeconds(119));

        assertThat(next(first)).isEqualTo(second);
        next(second);
    }

    @Test
    void aTokenFromBeforeEndsTheStayForBothWhoHoldIt() {
        String second = next(first);
        String third = next(second);

        refresh(first).then().statusCode(401);
        refresh(third).then().statusCode(401);
    }

    @Test
    void theLastOneComingTooLateEndsItToo() {
        String second = next(first);
        clock.move(Duration.ofSeconds(121));

        refresh(first).then().statusCode(401);
        refresh(second).then().statusCode(401);
    }

    @Test
    void afterThatTheDeviceRedeemsAgainWhichTakesAUse() {
        next(next(first));
        refresh(first).then().statusCode(401);

        String again = redeem(phone).then().statusCode(200).extract().path("refreshToken");

        next(again);
        redeem(UUID.randomUUID()).then().statusCode(410);
    }

    @Test
    void aTokenThatIsNoneIsRefused() {
        refresh("x").then().statusCode(401);
        refresh("A".repeat(64)).then().statusCode(401);
        Api.anybody().get("/api/guest-passes/{code}", "nothing").then().statusCode(404);
    }

    private static String next(String token) {
        return refresh(token).then().statusCode(200).extract().path("refreshToken");
    }

    private Response redeem(UUID client) {
        return Api.anybody().body(Map.of("client", client)).post("/api/guest-passes/{code}/redeem", code);
    }

    private static Response refresh(String token) {
        return Api.anybody().body(Map.of("refreshToken", token)).post("/api/guest-passes/refresh");
    }
}
