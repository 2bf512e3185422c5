package io.familygrocer.family.signin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.Api;
import io.familygrocer.family.CarefulHouse;
import io.familygrocer.family.House;
import io.familygrocer.family.MailServer;
import io.familygrocer.family.account.AccountService;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

/** A house that takes only who is invited, and only with an address that is theirs. */
@QuarkusTest
@WithTestResource(House.class)
@TestProfile(CarefulHouse.class)
class RegistrationResourceTest {

    private static final String ASKED = "Is this your e-mail address?";

    @Inject
    AccountService accounts;

    @Inject
    MeterRegistry metrics;

    private String owner;
    private String family;

    @BeforeEach
    void anOwner() throws Throwable {
        owner = UUID.randomUUID() + "@example.org";
        VertxContextSupport.subscribeAndAwait(() -> accounts.hash("password", Api.PASSWORD, List.of())
                .chain(hash -> Panache.withTransaction(() ->
                        accounts.register(owner, "Olga", hash).chain(person -> accounts.markVerified(person.id())))));
        String token = Api.signIn(owner, Api.PASSWORD).path("accessToken");
        family = Api.anybody()
                .header("Authorization", "Bearer " + token)
                .body(Map.of("name", "Ours"))
                .post("/api/families")
                .path("family.id");
    }

    @Test
    void whoHasNoInviteIsRefused() {
        register(UUID.randomUUID() + "@example.org", null)
                .then()
                .statusCode(403)
                .body("type", endsWith(":invite-needed"));
        register(UUID.randomUUID() + "@example.org", "NONSENSE").then().statusCode(404);
        Api.anybody().get("/api/auth/settings").then().body("registration", equalTo("invite"));
    }

    @Test
    void whoIsInvitedComesInOnceTheirAddressIsConfirmed() {
        String email = UUID.randomUUID() + "@example.org";

        register(email, invite()).then().statusCode(202);
        String first = MailServer.token(MailServer.await(email, ASKED));
        var tooEarly = Api.signIn(email, Api.PASSWORD);
        assertThat(tooEarly.asString())
                .isEqualTo(Api.signIn(email, "wrong password").asString());
        // The right password that came too early has asked for another mail, whose link is the good one.
        await().until(() -> MailServer.texts(email, ASKED).size() == 2);
        verify(first).then().statusCode(410);
        verify(MailServer.token(MailServer.await(email, ASKED))).then().statusCode(204);
        Api.signIn(email, Api.PASSWORD).then().statusCode(200);
        Api.anybody()
                .header(
                        "Authorization",
                        "Bearer " + Api.signIn(email, Api.PASSWORD).path("accessToken"))
                .get("/api/families")
                .then()
                .body("items", hasSize(1));
    }

    @Test
    void aTakenAddressGetsTheSameAnswerForTheSameWorkAndItsOwnerAMail() {
        String code = invite();
        var counter = metrics.counter("grocer.passwords.hashed");
        double before = counter.count();

        var fresh = register(UUID.randomUUID() + "@example.org", code);
        double once = counter.count() - before;
        var taken = register(owner, code);

        assertThat(taken.statusCode()).isEqualTo(fresh.statusCode()).isEqualTo(202);
        assertThat(taken.asString()).isEqualTo(fresh.asString());
        assertThat(taken.getCookies()).isEqualTo(fresh.getCookies());
        assertThat(counter.count() - before).isEqualTo(2 * once).isEqualTo(2);
        assertThat(MailServer.await(owner, "You already have an account")).contains("Olga");
        Api.signIn(owner, Api.PASSWORD).then().statusCode(200);
    }

    private String invite() {
        String token = Api.signIn(owner, Api.PASSWORD).path("accessToken");
        return Api.anybody()
                .header("Authorization", "Bearer " + token)
                .body(Map.of())
                .post("/api/families/{id}/invites", family)
                .then()
                .statusCode(201)
                .extract()
                .path("code");
    }

    private static Response verify(String token) {
        return Api.anybody().body(Map.of("token", token)).post("/api/auth/verify");
    }

    private static Response register(String email, String invite) {
        var body = new HashMap<String, String>(
                Map.of("email", email, "password", Api.PASSWORD, "displayName", "Somebody"));
        if (invite != null) {
            body.put("invite", invite);
        }
        return Api.anybody().body(body).post("/api/auth/register");
    }
}
