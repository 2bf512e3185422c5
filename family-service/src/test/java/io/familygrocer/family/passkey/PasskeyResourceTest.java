package io.familygrocer.family.passkey;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.common.mapper.TypeRef;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.familygrocer.family.Api;
import io.familygrocer.platform.testkit.Servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@WithTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "grocer_family"))
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
    void aCounterThatGoesBackEndsThePasskey() {
        var anna = Api.register("Anna");
        var key = new SoftAuthenticator();
        key.counter = 7;
        add(anna, key, "Key");
        key.counter = 9;
        signIn(key.get(signInOptions())).then().statusCode(200);

        key.counter = 8;
        refused(signIn(key.get(signInOptions())));

        key.counter = 20;
        refused(signIn(key.get(signInOptions())));
        anna.request().get("/api/passkeys").then().body("items.suspended", contains(true));
    }

    @Test
    void anAuthenticatorThatDoesNotCountIsFine() {
        var anna = Api.register("Anna");
        var phone = new SoftAuthenticator();
        add(anna, phone, "Phone");

        signIn(phone.get(signInOptions())).then().statusCode(200);
        signIn(phone.get(signInOptions())).then().statusCode(200);
        anna.request()
                .get("/api/passkeys")
                .then()
                .body("items.suspended", contains(false))
                .body("items[0].lastUsedAt", not(nullValue()));
    }

    static Stream<Named<Consumer<SoftAuthenticator>>> lies() {
        return Stream.of(
                Named.of("another origin", lie -> lie.origin = "http://localhost.evil.example:8080"),
                Named.of("another port", lie -> lie.origin = "http://localhost:8081"),
                Named.of("another domain", lie -> lie.rpId = "evil.example"),
                Named.of("the person was not verified", lie -> lie.verifiesPerson = false),
                Named.of("the person was not there", lie -> lie.present = false));
    }

    @ParameterizedTest
    @MethodSource("lies")
    void aSignInThatBreaksTheRulesIsRefused(Consumer<SoftAuthenticator> lie) {
        var anna = Api.register("Anna");
        var phone = new SoftAuthenticator();
        add(anna, phone, "Phone");

        lie.accept(phone);

        refused(signIn(phone.get(signInOptions())));
        anna.request().get("/api/passkeys").then().body("items.suspended", contains(false));
    }

    @ParameterizedTest
    @MethodSource("lies")
    void aRegistrationThatBreaksTheRulesIsRefused(Consumer<SoftAuthenticator> lie) {
        var anna = Api.register("Anna");
        var phone = new SoftAuthenticator();
        lie.accept(phone);

        invalid(add(anna, phone, "Phone"));
        anna.request().get("/api/passkeys").then().body("items", hasSize(0));
    }

    @Test
    void anAlteredSignatureIsRefused() {
        var anna = Api.register("Anna");
        var phone = new SoftAuthenticator();
        add(anna, phone, "Phone");

        phone.altersSignature = true;

        refused(signIn(phone.get(signInOptions())));
    }

    @Test
    void anAnswerIsGoodOnce() {
        var anna = Api.register("Anna");
        var phone = new SoftAuthenticator();
        add(anna, phone, "Phone");
        var answer = phone.get(signInOptions());
        signIn(answer).then().statusCode(200);

        refused(signIn(answer));
    }

    @Test
    void aChallengeIsSpentByAWrongAnswer() {
        var anna = Api.register("Anna");
        var phone = new SoftAuthenticator();
        add(anna, phone, "Phone");
        var options = signInOptions();
        phone.altersSignature = true;
        refused(signIn(phone.get(options)));

        phone.altersSignature = false;

        refused(signIn(phone.get(options)));
    }

    @Test
    void aChallengeExpires() {
        var anna = Api.register("Anna");
        var phone = new SoftAuthenticator();
        add(anna, phone, "Phone");
        var options = signInOptions();
        expire(options);

        refused(signIn(phone.get(options)));
        var late = options(anna);
        expire(late);
        invalid(add(anna, late, new SoftAuthenticator()));
    }

    @Test
    void aChallengeThatWeDidNotMakeIsRefused() {
        var anna = Api.register("Anna");
        var phone = new SoftAuthenticator();
        add(anna, phone, "Phone");

        refused(signIn(phone.get(Map.of("challenge", SoftAuthenticator.encode(new byte[32])))));
    }

    @Test
    void aChallengeForOnePurposeIsWorthNothingForAnother() {
        var anna = Api.register("Anna");
        var eve = Api.register("Eve");
        var phone = new SoftAuthenticator();
        add(anna, phone, "Phone");

        refused(signIn(phone.get(options(anna))));
        invalid(add(eve, options(anna), new SoftAuthenticator()));
        var forSignIn = new HashMap<>(options(eve));
        forSignIn.put("challenge", signInOptions().get("challenge"));
        invalid(add(eve, forSignIn, new SoftAuthenticator()));
    }

    @Test
    void aPasskeyDoesNotSignAnotherIn() {
        var anna = Api.register("Anna");
        var eve = Api.register("Eve");
        var phone = new SoftAuthenticator();
        add(eve, phone, "Phone");

        refused(signIn(phone.get(signInOptions(), UserHandle.of(anna.id()))));
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
    void whatIsNoCredentialIsRefused() {
        var anna = Api.register("Anna");
        var response = Map.of("clientDataJSON", "e30", "attestationObject", "e30");
        for (Object credential : List.of(
                Map.of(),
                "text",
                Map.of("rawId", "AA", "type", "public-key", "response", response),
                Map.of("rawId", "A", "type", "public-key", "response", response),
                Map.of("rawId", "a+/=", "type", "public-key", "response", response),
                Map.of("rawId", "AA", "type", "password", "response", response))) {
            anna.request()
                    .body(Map.of("name", "x", "credential", credential))
                    .post("/api/passkeys")
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json");
        }
        var nonsense = Map.of("clientDataJSON", "e30", "authenticatorData", "AA", "signature", "A", "userHandle", "A");
        refused(signIn(Map.of("rawId", "A", "type", "public-key", "response", nonsense)));
        Api.anybody().body(Map.of()).post("/api/auth/passkey/sign-in").then().statusCode(400);
    }

    @Test
    void strangersHaveNone() {
        Api.anybody().get("/api/passkeys").then().statusCode(401);
        Api.anybody().post("/api/passkeys/registration-options").then().statusCode(401);
    }

    private static Map<String, Object> options(Api.Someone person) {
        return person.request()
                .post("/api/passkeys/registration-options")
                .then()
                .statusCode(200)
                .extract()
                .as(new TypeRef<>() {});
    }

    private static Map<String, Object> signInOptions() {
        return Api.anybody()
                .post("/api/auth/passkey/options")
                .then()
                .statusCode(200)
                .extract()
                .as(new TypeRef<>() {});
    }

    private static Response add(Api.Someone person, SoftAuthenticator authenticator, String name) {
        return person.request()
                .body(Map.of("name", name, "credential", authenticator.create(options(person))))
                .post("/api/passkeys");
    }

    private static Response add(Api.Someone person, Map<String, Object> options, SoftAuthenticator authenticator) {
        return person.request()
                .body(Map.of("name", "Phone", "credential", authenticator.create(options)))
                .post("/api/passkeys");
    }

    private static Response signIn(Map<String, Object> credential) {
        return Api.anybody().body(credential).post("/api/auth/passkey/sign-in");
    }

    private static void refused(Response answer) {
        answer.then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", endsWith(":passkey-refused"))
                .body("detail", nullValue());
    }

    private static void invalid(Response answer) {
        answer.then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", endsWith(":passkey-invalid"));
    }

    private void expire(Map<String, Object> options) {
        String hash = PasskeyVerifier.hash(SoftAuthenticator.decode((String) options.get("challenge")));
        sql("update passkey_challenge set expires_at = now() - interval '1 second' where hash = '%s'".formatted(hash));
    }

    private void sql(String statement) {
        assertThat(pool.query(statement).executeAndAwait().rowCount()).isPositive();
    }

    private static JsonNode claims(String jwt) throws Exception {
        return new ObjectMapper().readTree(SoftAuthenticator.decode(jwt.split("\\.")[1]));
    }
}
