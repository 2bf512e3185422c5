package io.familygrocer.family.secondfactor;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.Api;
import io.familygrocer.family.House;
import io.familygrocer.family.MailServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

@QuarkusTest
@WithTestResource(House.class)
class SecondFactorResourceTest {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    @Inject
    Pool pool;

    @Test
    void anAppIsGivenItsSecretAsTextAsUriAndAsPicture() {
        var anna = Api.register("Anna");

        var enrolment = enrol(anna).then().statusCode(200).header("Cache-Control", equalTo("no-store"));

        String secret = enrolment.extract().path("secret");
        enrolment
                .body("uri", startsWith("otpauth://totp/Family%20Grocer:anna-"))
                .body(
                        "uri",
                        endsWith("?secret=" + secret + "&issuer=Family%20Grocer&algorithm=SHA1&digits=6&period=30"))
                .body("qr", startsWith("<svg "));
        assertThat(secret).matches("[A-Z2-7]{32}");
        Api.signIn(anna.email(), Api.PASSWORD).then().statusCode(200);
    }

    @Test
    void aSignInNeedsACodeAndNoCodeIsGoodTwice() {
        var anna = Api.register("Anna");
        String secret = turnOn(anna);
        String challenge = challenge(anna);
        String code = code(secret, 1);

        var session = secondStep(challenge, code).then().statusCode(200).extract();

        assertThat(session.path("personId").toString()).isEqualTo(anna.id().toString());
        assertThat(claims(session.path("accessToken"))).contains("\"pwd\"", "\"otp\"");
        secondStep(challenge(anna), code).then().statusCode(401).body("type", endsWith(":wrong-code"));
        secondStep(challenge, "000000").then().statusCode(401).body("type", endsWith(":wrong-code"));
    }

    @Test
    void aChallengeThatIsNoneOrIsAlteredOpensNothing() {
        var anna = Api.register("Anna");
        String secret = turnOn(anna);
        String challenge = challenge(anna);
        String altered = (challenge.charAt(20) == 'A' ? "B" : "A") + challenge.substring(1);

        for (String wrong : List.of("", "nonsense", "!", altered, anna.refreshToken())) {
            secondStep(wrong, code(secret, 1)).then().statusCode(401).body("type", endsWith(":challenge-over"));
        }
    }

    @Test
    void aWrongPasswordSaysNothingOfASecondFactor() {
        var anna = Api.register("Anna");
        turnOn(anna);

        Api.signIn(anna.email(), "wrong password").then().statusCode(401).body("type", endsWith(":wrong-credentials"));
    }

    @Test
    void codesAreNotGuessed() {
        var anna = Api.register("Anna");
        turnOn(anna);
        String challenge = challenge(anna);
        for (int i = 0; i < 10; i++) {
            secondStep(challenge, "00000" + i % 10).then().statusCode(401);
        }

        secondStep(challenge, "000000").then().statusCode(429).body("type", endsWith(":too-many-attempts"));
    }

    @Test
    void aRecoveryCodeIsGoodOnceHoweverItIsTypedAndItsOwnerIsTold() {
        var anna = Api.register("Anna");
        String secret = enrol(anna).path("secret");
        List<String> codes =
                confirm(anna, code(secret, 0)).then().statusCode(200).extract().path("recoveryCodes");
        assertThat(codes).hasSize(10).doesNotHaveDuplicates().allMatch(code -> code.matches("[a-z2-7]{5}-[a-z2-7]{5}"));

        secondStep(
                        challenge(anna),
                        " " + codes.get(3).toUpperCase(java.util.Locale.ROOT).replace("-", " "))
                .then()
                .statusCode(200);

        secondStep(challenge(anna), codes.get(3)).then().statusCode(401);
        anna.request()
                .get("/api/me/second-factor")
                .then()
                .body("on", equalTo(true))
                .body("recoveryCodesLeft", equalTo(9));
        assertThat(MailServer.await(anna.email(), "A recovery code was used")).contains("You have 9 left");
    }

    @Test
    void newRecoveryCodesMakeTheOldOnesWorthless() {
        var anna = Api.register("Anna");
        String secret = enrol(anna).path("secret");
        List<String> old = confirm(anna, code(secret, 0)).path("recoveryCodes");

        List<String> fresh = anna.request()
                .body(Map.of("password", Api.PASSWORD))
                .post("/api/me/second-factor/recovery-codes")
                .then()
                .statusCode(200)
                .body("recoveryCodes", hasSize(10))
                .extract()
                .path("recoveryCodes");

        secondStep(challenge(anna), old.getFirst()).then().statusCode(401);
        secondStep(challenge(anna), fresh.getFirst()).then().statusCode(200);
    }

    @Test
    void whatChangesItNeedsThePassword() {
        var anna = Api.register("Anna");
        var wrong = Map.of("password", "wrong password");

        anna.request().body(wrong).post("/api/me/second-factor").then().statusCode(403);
        String secret = turnOn(anna);
        anna.request()
                .body(wrong)
                .post("/api/me/second-factor/recovery-codes")
                .then()
                .statusCode(403);
        turnOff(anna, "wrong password", code(secret, 1)).then().statusCode(403);
        turnOff(anna, Api.PASSWORD, "000000").then().statusCode(400).body("errors[0].field", equalTo("code"));
        enrol(anna).then().statusCode(409).body("type", endsWith(":second-factor-on"));

        turnOff(anna, Api.PASSWORD, code(secret, 1)).then().statusCode(204);

        Api.signIn(anna.email(), Api.PASSWORD).then().statusCode(200);
        assertThat(MailServer.await(anna.email(), "Sign-in in two steps is off"))
                .contains("Anna");
        turnOff(anna, Api.PASSWORD, "000000").then().statusCode(409).body("type", endsWith(":second-factor-off"));
    }

    @Test
    void aFirstCodeThatIsWrongTurnsNothingOn() {
        var anna = Api.register("Anna");
        confirm(anna, "000000").then().statusCode(409);
        enrol(anna);

        confirm(anna, "000000").then().statusCode(400);

        Api.signIn(anna.email(), Api.PASSWORD).then().statusCode(200);
    }

    @Test
    void theDatabaseKnowsNeitherSecretNorCodes() {
        var anna = Api.register("Anna");
        String secret = enrol(anna).path("secret");
        List<String> codes = confirm(anna, code(secret, 0)).path("recoveryCodes");

        String rows = pool.query("""
                        select t::text || encode(secret, 'escape') || (select string_agg(c::text, ' ') from recovery_code c
                        where c.person_id = t.person_id) from totp t where person_id = '%s'""".formatted(anna.id()))
                .executeAndAwait()
                .iterator()
                .next()
                .getString(0);

        assertThat(rows)
                .doesNotContain(secret, codes.getFirst(), codes.getFirst().replace("-", ""));
    }

    private static String turnOn(Api.Someone person) {
        String secret = enrol(person).then().statusCode(200).extract().path("secret");
        confirm(person, code(secret, 0)).then().statusCode(200);
        return secret;
    }

    private static Response enrol(Api.Someone person) {
        return person.request().body(Map.of("password", Api.PASSWORD)).post("/api/me/second-factor");
    }

    private static Response confirm(Api.Someone person, String code) {
        return person.request().body(Map.of("code", code)).post("/api/me/second-factor/confirm");
    }

    private static Response turnOff(Api.Someone person, String password, String code) {
        return person.request().body(Map.of("password", password, "code", code)).post("/api/me/second-factor/turn-off");
    }

    private static String challenge(Api.Someone person) {
        return Api.signIn(person.email(), Api.PASSWORD)
                .then()
                .statusCode(401)
                .body("type", endsWith(":second-factor-required"))
                .body("expiresIn", equalTo(300))
                .extract()
                .path("challenge");
    }

    private static Response secondStep(String challenge, String code) {
        return Api.anybody().body(Map.of("challenge", challenge, "code", code)).post("/api/auth/sign-in/second-factor");
    }

    /** The code of so many steps from now: the next one is good already. */
    private static String code(String secret, int ahead) {
        return OneTimePassword.code(decode(secret), OneTimePassword.step(Instant.now()) + ahead);
    }

    private static byte[] decode(String base32) {
        var bits = new StringBuilder();
        base32.chars()
                .mapToObj(letter ->
                        Integer.toBinaryString(32 + ALPHABET.indexOf(letter)).substring(1))
                .forEach(bits::append);
        var bytes = new byte[bits.length() / 8];
        IntStream.range(0, bytes.length)
                .forEach(i -> bytes[i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2));
        return bytes;
    }

    private static String claims(String token) {
        return new String(
                java.util.Base64.getUrlDecoder().decode(token.split("\\.")[1]),
                java.nio.charset.StandardCharsets.UTF_8);
    }
}
