package io.familygrocer.family.federation;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Inject;

import com.icegreen.greenmail.util.GreenMailUtil;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.Api;
import io.familygrocer.family.House;
import io.familygrocer.family.MailServer;

import static io.familygrocer.family.federation.ProviderApi.finish;
import static io.familygrocer.family.federation.ProviderApi.loginOf;
import static io.familygrocer.family.federation.ProviderApi.over;
import static io.familygrocer.family.federation.ProviderApi.signIn;
import static io.familygrocer.family.federation.ProviderApi.start;
import static io.familygrocer.family.federation.ProviderApi.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

/** Which accounts with providers sign somebody in is up to the owner of the account here. */
@QuarkusTest
@WithTestResource(House.class)
class LinkResourceTest {

    private static final Pattern MAILED_TOKEN = Pattern.compile("/sign-in/link/([A-Za-z0-9_-]+)");

    @Inject
    Pool pool;

    @Test
    void anAccountIsLinkedOnlyByItsOwner() {
        var vera = Api.register("vera");
        var eve = Api.register("eve");

        var refused = signIn("asked", loginOf(vera));

        refused.then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", endsWith(":link-required"))
                .body("detail", containsString("The one who is asked"));
        var challenge = Map.of("challenge", refused.path("challenge"));
        eve.request().body(challenge).post("/api/me/links").then().statusCode(404);
        Api.anybody().body(challenge).post("/api/me/links").then().statusCode(401);
        vera.request()
                .body(challenge)
                .post("/api/me/links")
                .then()
                .statusCode(201)
                .body("provider", equalTo("The one who is asked"))
                .body("email", equalTo(vera.email()));
        signIn("asked", loginOf(vera))
                .then()
                .statusCode(200)
                .body("personId", equalTo(vera.id().toString()));
        vera.request().body(challenge).post("/api/me/links").then().statusCode(404);
    }

    @Test
    void theOwnerOfAnAccountMayAgreeByMail() {
        var vera = Api.register("vera");
        var challenge = Map.of("challenge", signIn("telling", loginOf(vera)).path("challenge"));

        ask(challenge).then().statusCode(202);
        ask(challenge).then().statusCode(202);

        var token = Map.of("token", mailedToken(vera.email()));
        var session = Api.anybody().body(token).post("/api/auth/links/confirm");
        session.then().statusCode(200).body("personId", equalTo(vera.id().toString()));
        Api.anybody().body(token).post("/api/auth/links/confirm").then().statusCode(410);
        signIn("telling", loginOf(vera))
                .then()
                .body("personId", equalTo(vera.id().toString()));
    }

    @Test
    void whoeverMadeAnAccountWithoutProvingTheAddressIsOutWhenItsOwnerComes() {
        var eve = Api.register("vera");
        var challenge = Map.of("challenge", signIn("telling", loginOf(eve)).path("challenge"));
        ask(challenge).then().statusCode(202);

        Api.anybody()
                .body(Map.of("token", mailedToken(eve.email())))
                .post("/api/auth/links/confirm")
                .then()
                .statusCode(200);

        Api.signIn(eve.email(), Api.PASSWORD).then().statusCode(401);
        Api.refresh(eve.refreshToken()).then().statusCode(401);
        signIn("telling", loginOf(eve)).then().statusCode(200);
    }

    @Test
    void whoHasProvenTheAddressKeepsTheirPassword() {
        var vera = Api.register("vera");
        sql("update person set email_verified_at = now() where id = '%s'".formatted(vera.id()));
        var challenge = Map.of("challenge", signIn("telling", loginOf(vera)).path("challenge"));
        ask(challenge).then().statusCode(202);

        Api.anybody()
                .body(Map.of("token", mailedToken(vera.email())))
                .post("/api/auth/links/confirm")
                .then()
                .statusCode(200);

        Api.signIn(vera.email(), Api.PASSWORD).then().statusCode(200);
        Api.refresh(vera.refreshToken()).then().statusCode(200);
    }

    @Test
    void aMailIsNoSecondFactor() {
        var vera = Api.register("vera");
        sql("insert into totp (person_id, secret, created_at, confirmed_at) values ('%s', '', now(), now())"
                .formatted(vera.id()));
        var challenge = Map.of("challenge", signIn("telling", loginOf(vera)).path("challenge"));
        ask(challenge).then().statusCode(202);

        Api.anybody()
                .body(Map.of("token", mailedToken(vera.email())))
                .post("/api/auth/links/confirm")
                .then()
                .statusCode(403)
                .body("type", endsWith(":sign-in-to-link"));

        vera.request().get("/api/me/links").then().body("items", hasSize(0));
        vera.request().body(challenge).post("/api/me/links").then().statusCode(201);
    }

    @Test
    void theMailIsInTheLanguageThatItsReaderHasChosen() {
        var vera = Api.register("vera");
        vera.request()
                .header("If-Match", "\"0\"")
                .contentType("application/merge-patch+json")
                .body(Map.of("language", "de-AT"))
                .patch("/api/me/preferences")
                .then()
                .statusCode(200);
        var challenge = Map.of("challenge", signIn("telling", loginOf(vera)).path("challenge"));

        Api.anybody().header("Accept-Language", "en").body(challenge).post("/api/auth/links/mail");

        assertThat(MailServer.await(vera.email(), "Gehört dir das Konto beim anderen Anbieter?"))
                .contains("Hallo vera");
    }

    @Test
    void whoIsSignedInAddsAProviderWhateverAddressItKnows() {
        var vera = Api.register("vera");
        String login = "somebody-" + UUID.randomUUID();

        add(vera, "asked", login).then().statusCode(201).body("email", containsString(login));
        add(vera, "asked", login).then().statusCode(201);

        vera.request().get("/api/me/links").then().body("items", hasSize(1));
        signIn("asked", login)
                .then()
                .statusCode(200)
                .body("personId", equalTo(vera.id().toString()));
        add(Api.register("eve"), "asked", login).then().statusCode(409).body("type", endsWith(":link-taken"));
    }

    @Test
    void aVisitToAddIsNoSignInAndIsNobodyElses() {
        var vera = Api.register("vera");
        var eve = Api.register("eve");

        over(finish("asked", visit(vera, "asked", loginOf(vera))));
        over(eve.request().body(visit(vera, "asked", loginOf(vera))).post("/api/me/links/asked/finish"));
        over(vera.request().body(visit(vera, "asked", loginOf(vera))).post("/api/me/links/telling/finish"));
        over(vera.request().body(signInVisit("asked", loginOf(vera))).post("/api/me/links/asked/finish"));

        vera.request().get("/api/me/links").then().body("items", hasSize(0));
    }

    @Test
    void aStolenTokenAddsNoProvider() {
        var vera = Api.register("vera");
        sql("update session set created_at = now() - interval '11 minutes' where person_id = '%s'"
                .formatted(vera.id()));

        begin(vera, "asked", Map.of()).then().statusCode(403).body("type", endsWith(":confirmation-needed"));
        begin(vera, "asked", Map.of("password", "wrong password"))
                .then()
                .statusCode(403)
                .body("type", endsWith(":wrong-password"));
        begin(vera, "asked", Map.of("password", Api.PASSWORD)).then().statusCode(200);
        begin(vera, "nobody", Map.of("password", Api.PASSWORD)).then().statusCode(404);
    }

    /** Theirs is by provider, so there is no password to ask for. */
    @Test
    void whoHasNoPasswordConfirmsByHavingJustSignedIn() {
        String login = "carla-" + UUID.randomUUID();
        var session = signIn("asked", login).then().statusCode(200).extract().jsonPath();
        var carla = new Api.Someone(
                UUID.fromString(session.getString("personId")), login, session.getString("accessToken"), null);
        var password = Map.of("newPassword", Api.PASSWORD);
        sql("update session set created_at = now() - interval '11 minutes' where person_id = '%s'"
                .formatted(carla.id()));
        carla.request().body(password).post("/api/me/password").then().statusCode(403);

        var again = signIn("asked", login).then().statusCode(200).extract().jsonPath();
        var fresh = new Api.Someone(carla.id(), login, again.getString("accessToken"), null);

        fresh.request().body(Map.of()).post("/api/me/second-factor").then().statusCode(200);
        fresh.request().body(password).post("/api/me/password").then().statusCode(204);
        String email = fresh.request().get("/api/me/email").path("email");
        Api.signIn(email, Api.PASSWORD).then().statusCode(200);
    }

    @Test
    void aLinkThatIsNotConfirmedInTimeIsOver() {
        var vera = Api.register("vera");
        var challenge = Map.of("challenge", signIn("telling", loginOf(vera)).path("challenge"));
        sql("update federation_link set expires_at = now() - interval '1 second' where person_id = '%s'"
                .formatted(vera.id()));

        vera.request().body(challenge).post("/api/me/links").then().statusCode(404);
        ask(challenge).then().statusCode(410).body("type", endsWith(":attempt-over"));
        vera.request().get("/api/me/links").then().body("items", hasSize(0));
    }

    @Test
    void aPersonSeesAndRemovesTheirLinksButNotTheLastWayIn() {
        var vera = Api.register("vera");
        link(vera, "asked");
        link(vera, "telling");
        List<String> ids = vera.request().get("/api/me/links").path("items.id");
        assertThat(ids).hasSize(2);
        var eve = Api.register("eve");
        eve.request().delete("/api/me/links/{id}", ids.getFirst()).then().statusCode(404);
        sql("delete from password where person_id = '%s'".formatted(vera.id()));

        vera.request().delete("/api/me/links/{id}", ids.getFirst()).then().statusCode(204);
        vera.request()
                .delete("/api/me/links/{id}", ids.getLast())
                .then()
                .statusCode(409)
                .body("type", endsWith(":last-way-in"));

        vera.request().get("/api/me/links").then().body("items.provider", contains("telling"));
        signIn("asked", loginOf(vera)).then().statusCode(409);
    }

    private static void link(Api.Someone person, String provider) {
        var challenge = Map.of("challenge", signIn(provider, loginOf(person)).path("challenge"));
        person.request().body(challenge).post("/api/me/links").then().statusCode(201);
    }

    private static Response add(Api.Someone person, String provider, String login) {
        return person.request().body(visit(person, provider, login)).post("/api/me/links/{name}/finish", provider);
    }

    private static Response begin(Api.Someone person, String provider, Map<String, String> body) {
        return person.request().body(body).post("/api/me/links/{name}/start", provider);
    }

    /** What a visit to a provider to add it brings back. */
    private static Map<String, String> visit(Api.Someone person, String provider, String login) {
        return there(
                begin(person, provider, Map.of())
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath(),
                login);
    }

    private static Map<String, String> signInVisit(String provider, String login) {
        return there(start(provider), login);
    }

    private static Map<String, String> there(JsonPath start, String login) {
        return Map.of("code", Browser.signIn(url(start), login).get("code"), "state", start.getString("state"));
    }

    private static Response ask(Map<String, ?> challenge) {
        return Api.anybody().body(challenge).post("/api/auth/links/mail");
    }

    private static String mailedToken(String address) {
        return await().atMost(Duration.ofSeconds(10))
                .until(
                        () -> Arrays.stream(MailServer.get().getReceivedMessages())
                                .filter(mail -> GreenMailUtil.getHeaders(mail).contains(address))
                                .map(mail -> MAILED_TOKEN.matcher(GreenMailUtil.getBody(mail)))
                                .filter(Matcher::find)
                                .map(found -> found.group(1))
                                .toList(),
                        tokens -> tokens.size() == 1 || tokens.size() == 2)
                .getFirst();
    }

    private void sql(String statement) {
        assertThat(pool.query(statement).executeAndAwait().rowCount()).isPositive();
    }
}
