package io.familygrocer.family.passkey;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.familygrocer.family.Api;
import io.familygrocer.family.House;

import static io.familygrocer.family.passkey.PasskeyApi.add;
import static io.familygrocer.family.passkey.PasskeyApi.invalid;
import static io.familygrocer.family.passkey.PasskeyApi.options;
import static io.familygrocer.family.passkey.PasskeyApi.refused;
import static io.familygrocer.family.passkey.PasskeyApi.signIn;
import static io.familygrocer.family.passkey.PasskeyApi.signInOptions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

/** What breaks the rules of WebAuthn, or answers no challenge that stands, signs nobody in and is not added. */
@QuarkusTest
@WithTestResource(House.class)
class PasskeyRulesResourceTest {

    @Inject
    Pool pool;

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

    private void expire(Map<String, Object> options) {
        String hash = PasskeyVerifier.hash(SoftAuthenticator.decode((String) options.get("challenge")));
        sql("update passkey_challenge set expires_at = now() - interval '1 second' where hash = '%s'".formatted(hash));
    }

    private void sql(String statement) {
        assertThat(pool.query(statement).executeAndAwait().rowCount()).isPositive();
    }
}
