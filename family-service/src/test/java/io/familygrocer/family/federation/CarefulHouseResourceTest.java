package io.familygrocer.family.federation;

import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.CarefulHouse;
import io.familygrocer.family.House;

import static org.hamcrest.Matchers.endsWith;

/** A provider gets nobody in whom the house does not take. */
@QuarkusTest
@TestProfile(CarefulHouse.class)
@WithTestResource(House.class)
class CarefulHouseResourceTest {

    @Test
    void whoIsNewNeedsAnInvite() {
        signIn(Map.of()).then().statusCode(403).body("type", endsWith(":invite-needed"));
        signIn(Map.of("invite", "ABCD2345")).then().statusCode(404);
    }

    private static Response signIn(Map<String, String> more) {
        return ProviderApi.signIn("asked", "vera-" + UUID.randomUUID(), more);
    }
}
