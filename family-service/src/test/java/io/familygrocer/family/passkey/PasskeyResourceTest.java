package io.familygrocer.family.passkey;

import java.util.Map;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.Api;
import io.familygrocer.family.House;

import static io.familygrocer.family.passkey.PasskeyApi.add;
import static io.familygrocer.family.passkey.PasskeyApi.claims;
import static io.familygrocer.family.passkey.PasskeyApi.options;
import static io.familygrocer.family.passkey.PasskeyApi.refused;
import static io.familygrocer.family.passkey.PasskeyApi.signIn;
import static io.familygrocer.family.passkey.PasskeyApi.signInOptions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@WithTestResource(House.class)
class PasskeyResourceTest {

    @Inject
    Pool pool;

    @Test
    void whoHasAPasskeySignsInWithoutSayingWhoTheyAre() throws Exception {
        var anna = Api.register("Anna");
        var phone = new SoftAuthenticator();
        add(anna, phone, "Phone").then().statusCode(201);

        var session = signIn(phone.get(signInOptions()));

        session.then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body("personId", equalTo(anna.id().toString()));
        assertThat(claims(session.path("accessToken")).get("amr"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("hwk", "mfa");
    }

    @Test
    void aPasskeyThatIsSyncedIsNoHardwareKey() throws Exception {
        var anna = Api.register("Anna");
        var phone = new SoftAuthenticator();
        phone.synced = true;
        add(anna, phone, "Phone").then().statusCode(201).body("synced", equalTo(true));

        var session = signIn(phone.get(signInOptions()));

        assertThat(claims(session.path("accessToken")).get("amr"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("swk", "mfa");
    }

    @Test
    void theOptionsAskForAPasskeyThatNeedsNoName() {
        var anna = Api.register("Anna");
        var phone = new SoftAuthenticator();
        add(anna, phone, "Phone");

        anna.request()
                .post("/api/passkeys/registration-options")
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body("rp.id", equalTo("localhost"))
                .body("user.name", equalTo(anna.email()))
                .body("attestation", equalTo("none"))
                .body("authenticatorSelection.residentKey", equalTo("required"))
                .body("authenticatorSelection.userVerification", equalTo("required"))
                .body("pubKeyCredParams.alg", contains(-8, -7, -257))
                .body("excludeCredentials.id", contains(phone.id()))
                .body("excludeCredentials[0].transports", contains("internal", "hybrid"));
        Api.anybody()
                .post("/api/auth/passkey/options")
                .then()
                .statusCode(200)
                .body("rpId", equalTo("localhost"))
                .body("userVerification", equalTo("required"))
                .body("allowCredentials", hasSize(0));
    }

    @Test
    void aPersonHasSeveralAndNamesAndRemovesThem() {
        var anna = Api.register("Anna");
        String phone = add(anna, new SoftAuthenticator(), "Phone").path("id");
        var laptop = new SoftAuthenticator();
        String second = add(anna, laptop, "Laptop").path("id");

        anna.request()
                .body(Map.of("name", "Old phone"))
                .patch("/api/passkeys/{id}", phone)
                .then()
                .statusCode(200)
                .body("name", equalTo("Old phone"));
        anna.request()
                .get("/api/passkeys")
                .then()
                .statusCode(200)
                .body("items.name", contains("Old phone", "Laptop"))
                .body("items[0].lastUsedAt", nullValue());
        anna.request().delete("/api/passkeys/{id}", second).then().statusCode(204);

        refused(signIn(laptop.get(signInOptions())));
        anna.request().get("/api/passkeys").then().body("items.id", contains(phone));
    }

    @Test
    void anothersPasskeyIsNotThere() {
        var anna = Api.register("Anna");
        var eve = Api.register("Eve");
        String phone = add(anna, new SoftAuthenticator(), "Phone").path("id");

        eve.request().delete("/api/passkeys/{id}", phone).then().statusCode(404);
        eve.request()
                .body(Map.of("name", "Mine"))
                .patch("/api/passkeys/{id}", phone)
                .then()
                .statusCode(404);
        eve.request().get("/api/passkeys").then().body("items", hasSize(0));
        anna.request().get("/api/passkeys").then().body("items.name", contains("Phone"));
    }

    @Test
    void theLastWayInStays() {
        var anna = Api.register("Anna");
        String phone = add(anna, new SoftAuthenticator(), "Phone").path("id");
        String laptop = add(anna, new SoftAuthenticator(), "Laptop").path("id");
        sql("delete from password where person_id = '%s'".formatted(anna.id()));

        anna.request().delete("/api/passkeys/{id}", laptop).then().statusCode(204);
        anna.request()
                .delete("/api/passkeys/{id}", phone)
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", endsWith(":last-way-in"));

        anna.request().get("/api/passkeys").then().body("items.id", contains(phone));
    }

    @Test
    void aPasskeyIsOnePersons() {
        var anna = Api.register("Anna");
        var eve = Api.register("Eve");
        var phone = new SoftAuthenticator();
        add(anna, phone, "Phone");

        add(eve, phone, "Phone").then().statusCode(409).body("type", endsWith(":passkey-taken"));

        signIn(phone.get(signInOptions(), UserHandle.of(anna.id())))
                .then()
                .body("personId", equalTo(anna.id().toString()));
    }

    @Test
    void aPasskeyThatWasAddedIsAddedAgainWithNoFurtherEffect() {
        var anna = Api.register("Anna");
        var phone = new SoftAuthenticator();
        var request = Map.of("name", "Phone", "credential", phone.create(options(anna)));
        String first = anna.request().body(request).post("/api/passkeys").path("id");

        anna.request()
                .body(request)
                .post("/api/passkeys")
                .then()
                .statusCode(201)
                .body("id", equalTo(first));

        anna.request().get("/api/passkeys").then().body("items", hasSize(1));
    }

    @Test
    void thereAreNotTooMany() {
        var anna = Api.register("Anna");
        IntStream.range(0, 20)
                .forEach(i ->
                        add(anna, new SoftAuthenticator(), "Key " + i).then().statusCode(201));

        add(anna, new SoftAuthenticator(), "One more")
                .then()
                .statusCode(409)
                .body("type", endsWith(":too-many-passkeys"));
    }

    @Test
    void strangersHaveNone() {
        Api.anybody().get("/api/passkeys").then().statusCode(401);
        Api.anybody().post("/api/passkeys/registration-options").then().statusCode(401);
    }

    private void sql(String statement) {
        assertThat(pool.query(statement).executeAndAwait().rowCount()).isPositive();
    }
}
