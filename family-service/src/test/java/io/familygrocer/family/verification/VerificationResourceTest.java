package io.familygrocer.family.verification;

import java.util.List;
import java.util.Map;
import java.util.UUID;

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
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

@QuarkusTest
@WithTestResource(House.class)
class VerificationResourceTest {

    private static final String ASKED = "Is this your e-mail address?";
    private static final String NEW_ADDRESS = "Is this your new e-mail address?";

    @Inject
    Pool pool;

    @Test
    void whoRegistersIsAskedByMailAndTheLinkIsGoodOnce() {
        var anna = Api.register("Anna");
        anna.request()
                .get("/api/me/email")
                .then()
                .body("email", equalTo(anna.email()))
                .body("verified", equalTo(false));

        String token = MailServer.token(MailServer.await(anna.email(), ASKED));

        verify(token).then().statusCode(204);
        anna.request().get("/api/me/email").then().body("verified", equalTo(true));
        assertOver(verify(token));
    }

    @Test
    void onlyTheNewestLinkIsGood() {
        var anna = Api.register("Anna");
        String first = MailServer.token(MailServer.await(anna.email(), ASKED));

        resend(anna).then().statusCode(202);

        await().until(() -> MailServer.texts(anna.email(), ASKED).size() == 2);
        String second = MailServer.token(MailServer.await(anna.email(), ASKED));
        assertOver(verify(first));
        verify(second).then().statusCode(204);
    }

    @Test
    void aLinkThatHasExpiredOrIsNoneOpensNothing() {
        var anna = Api.register("Anna");
        String token = MailServer.token(MailServer.await(anna.email(), ASKED));
        sql("update verification set expires_at = now() where person_id = '%s'", anna.id());

        assertOver(verify(token));
        assertOver(verify(""));
        assertOver(verify("nonsense"));
    }

    @Test
    void aLinkIsGoodForItsOwnPurposeOnly() {
        var anna = Api.register("Anna");

        String token = MailServer.token(MailServer.await(anna.email(), ASKED));

        assertOver(reset(token, "another long password"));
        verify(token).then().statusCode(204);
    }

    @Test
    void thereAreOnlySoManyMailsAnHour() {
        var anna = Api.register("Anna");
        for (int i = 0; i < 4; i++) {
            resend(anna).then().statusCode(202);
        }

        var refused = resend(anna);

        refused.then().statusCode(429).body("type", endsWith(":too-many-mails"));
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(3000, 3601);
        sql(
                "update verification set window_start = window_start - interval '1 hour' where person_id = '%s'",
                anna.id());
        resend(anna).then().statusCode(202);
    }

    @Test
    void thatAPasswordIsForgottenLooksTheSameForAnUnknownAddress() {
        var anna = Api.register("Anna");

        var known = forgot(anna.email());
        var unknown = forgot("nobody-" + UUID.randomUUID() + "@example.org");

        assertThat(known.statusCode()).isEqualTo(202);
        assertThat(unknown.statusCode()).isEqualTo(202);
        assertThat(known.asString()).isEqualTo(unknown.asString());
        assertThat(MailServer.await(anna.email(), "Choose a new password")).contains("Hello Anna", "30 minutes");
    }

    @Test
    void aNewPasswordByMailEndsAllSessionsAndTheLink() {
        var anna = Api.register("Anna");
        forgot(anna.email());
        String token = MailServer.token(MailServer.await(anna.email(), "Choose a new password"));

        reset(token, "another long password").then().statusCode(204);

        Api.refresh(anna.refreshToken()).then().statusCode(401);
        Api.signIn(anna.email(), Api.PASSWORD).then().statusCode(401);
        Api.signIn(anna.email(), "another long password").then().statusCode(200);
        assertOver(reset(token, "yet another password"));
        assertThat(MailServer.await(anna.email(), "Your password was changed")).contains("Anna");
    }

    @Test
    void aPasswordThatMayNotBeChosenLeavesTheLinkGood() {
        var anna = Api.register("Anna");
        forgot(anna.email());
        String token = MailServer.token(MailServer.await(anna.email(), "Choose a new password"));

        for (String refused : List.of("short", "Password1", anna.email(), "x".repeat(201))) {
            reset(token, refused).then().statusCode(400).body("errors[0].field", equalTo("password"));
        }

        reset(token, "another long password").then().statusCode(204);
    }

    @Test
    void anotherPasswordNeedsTheCurrentOneAndKeepsOnlyThisSession() {
        var anna = Api.register("Anna");
        String other = Api.signIn(anna.email(), Api.PASSWORD).path("refreshToken");

        change(anna, "wrong password", "another long password")
                .then()
                .statusCode(403)
                .body("type", endsWith(":wrong-password"));
        change(anna, Api.PASSWORD, "Password1").then().statusCode(400).body("errors[0].field", equalTo("newPassword"));
        change(anna, Api.PASSWORD, "another long password").then().statusCode(204);

        Api.refresh(other).then().statusCode(401);
        Api.refresh(anna.refreshToken()).then().statusCode(200);
        Api.signIn(anna.email(), "another long password").then().statusCode(200);
    }

    @Test
    void whoHoldsATokenDoesNotGuessThePasswordWithIt() {
        var anna = Api.register("Anna");
        for (int i = 0; i < 10; i++) {
            change(anna, "wrong password", "another long password").then().statusCode(403);
        }

        var refused = change(anna, Api.PASSWORD, "another long password");

        refused.then().statusCode(429);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 2);
    }

    @Test
    void anAddressChangesOnceTheNewOneIsConfirmedAndTheOldOneIsTold() {
        var anna = Api.register("Anna");
        String address = "new-" + anna.email();
        String pending = MailServer.token(MailServer.await(anna.email(), ASKED));

        changeEmail(anna, address, Api.PASSWORD).then().statusCode(202);
        String token = MailServer.token(MailServer.await(address, NEW_ADDRESS));
        Api.signIn(anna.email(), Api.PASSWORD).then().statusCode(200);
        verify(token).then().statusCode(204);

        anna.request()
                .get("/api/me/email")
                .then()
                .body("email", equalTo(address))
                .body("verified", equalTo(true));
        Api.signIn(address, Api.PASSWORD).then().statusCode(200);
        Api.signIn(anna.email(), Api.PASSWORD).then().statusCode(401);
        assertThat(MailServer.await(anna.email(), "Your e-mail address was changed"))
                .contains(address);
        assertOver(verify(pending));
    }

    @Test
    void aChangeToATakenAddressLooksTheSameAndTellsItsOwner() {
        var anna = Api.register("Anna");
        var ben = Api.register("Ben");

        changeEmail(anna, ben.email().toUpperCase(java.util.Locale.ROOT), Api.PASSWORD)
                .then()
                .statusCode(202);

        assertThat(MailServer.await(ben.email(), "You already have an account")).contains("Ben");
        assertThat(MailServer.texts(ben.email(), NEW_ADDRESS)).isEmpty();
        changeEmail(anna, "x-" + anna.email(), "wrong password").then().statusCode(403);
    }

    @Test
    void anAddressThatIsTakenMeanwhileStaysTheirs() {
        var anna = Api.register("Anna");
        String address = UUID.randomUUID() + "@example.org";
        changeEmail(anna, address, Api.PASSWORD);
        String token = MailServer.token(MailServer.await(address, NEW_ADDRESS));
        Api.anybody()
                .body(Map.of("email", address, "password", Api.PASSWORD, "displayName", "Ben"))
                .post("/api/auth/register")
                .then()
                .statusCode(201);

        verify(token).then().statusCode(409).body("type", endsWith(":email-taken"));
    }

    @Test
    void theDatabaseKnowsNoTokenThatWasMailed() {
        var anna = Api.register("Anna");
        forgot(anna.email());

        String token = MailServer.token(MailServer.await(anna.email(), "Choose a new password"));

        for (String table : List.of("verification", "mail", "audit_entry")) {
            long found = pool.query(
                            "select count(*) from %s t where position('%s' in t::text) > 0".formatted(table, token))
                    .executeAndAwait()
                    .iterator()
                    .next()
                    .getLong(0);
            assertThat(found).as(table).isZero();
        }
    }

    private static Response verify(String token) {
        return Api.anybody().body(Map.of("token", token)).post("/api/auth/verify");
    }

    private static Response forgot(String email) {
        return Api.anybody().body(Map.of("email", email)).post("/api/auth/password/reset-request");
    }

    private static Response reset(String token, String password) {
        return Api.anybody().body(Map.of("token", token, "password", password)).post("/api/auth/password/reset");
    }

    private static Response resend(Api.Someone person) {
        return person.request().post("/api/me/email/verification");
    }

    private static Response change(Api.Someone person, String password, String newPassword) {
        return person.request()
                .body(Map.of("password", password, "newPassword", newPassword))
                .post("/api/me/password");
    }

    private static Response changeEmail(Api.Someone person, String email, String password) {
        return person.request()
                .body(Map.of("email", email, "password", password))
                .post("/api/me/email");
    }

    private void sql(String statement, UUID person) {
        pool.query(statement.formatted(person)).executeAndAwait();
    }

    private static void assertOver(Response answer) {
        answer.then().statusCode(410).body("type", endsWith(":link-over"));
    }
}
