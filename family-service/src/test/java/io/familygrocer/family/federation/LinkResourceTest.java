package io.familygrocer.family.federation;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Inject;

import com.icegreen.greenmail.util.GreenMailUtil;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.Api;
import io.familygrocer.family.MailServer;
import io.familygrocer.platform.testkit.Servers;

import static io.familygrocer.family.federation.ProviderApi.loginOf;
import static io.familygrocer.family.federation.ProviderApi.signIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

/** Which accounts with providers sign somebody in is up to the owner of the account here. */
@QuarkusTest
@WithTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "grocer_family"))
@WithTestResource(MailServer.class)
@WithTestResource(OidcProviders.class)
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
