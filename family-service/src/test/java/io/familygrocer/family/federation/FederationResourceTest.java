package io.familygrocer.family.federation;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.familygrocer.family.Api;
import io.familygrocer.family.House;

import static io.familygrocer.family.federation.ProviderApi.claims;
import static io.familygrocer.family.federation.ProviderApi.finish;
import static io.familygrocer.family.federation.ProviderApi.over;
import static io.familygrocer.family.federation.ProviderApi.signIn;
import static io.familygrocer.family.federation.ProviderApi.start;
import static io.familygrocer.family.federation.ProviderApi.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

/** Signing in with a real OpenID Connect provider. */
@QuarkusTest
@WithTestResource(House.class)
class FederationResourceTest {

    @Inject
    Pool pool;

    @Test
    void everybodySeesTheProviders() {
        Api.anybody()
                .get("/api/auth/providers")
                .then()
                .statusCode(200)
                .body("items.name", contains("asked", "down", "liar", "telling"))
                .body("items[0].displayName", equalTo("The one who is asked"))
                .body("items[3].displayName", equalTo("telling"));
        Api.anybody()
                .get("/api/auth/settings")
                .then()
                .body("passkeys", equalTo(true))
                .body("providers.name", contains("asked", "down", "liar", "telling"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"asked", "telling"})
    void whoIsNewGetsAnAccountAndFindsItAgain(String provider) {
        String login = "vera-" + UUID.randomUUID();

        var first = signIn(provider, login);
        var again = signIn(provider, login);

        first.then().statusCode(200).header("Cache-Control", equalTo("no-store"));
        again.then().body("personId", equalTo(first.path("personId")));
        Api.anybody()
                .header("Authorization", "Bearer " + first.path("accessToken"))
                .get("/api/me")
                .then()
                .body("email", equalTo(login + "@example.org"))
                .body("displayName", equalTo("Somebody called " + login));
        assertThat(claims(again).getJsonArray("amr")).containsExactly("fed");
    }

    @Test
    void whoIsNewComesByAnInvite() {
        var anna = Api.register("anna");
        String code = anna.inviteCode(anna.newFamily("Ours"), Map.of("role", "adult", "uses", 1, "expiresInHours", 1));
        var start = start("asked");
        var back = Browser.signIn(url(start), "vera-" + UUID.randomUUID());

        var session =
                finish("asked", Map.of("code", back.get("code"), "state", start.getString("state"), "invite", code));

        assertThat(claims(session).getJsonArray("families")).hasSize(1);
    }

    @Test
    void anAddressThatTheProviderDoesNotVouchForOpensNothing() {
        String login = "unverified-" + UUID.randomUUID();
        Api.anybody()
                .body(Map.of(
                        "email", login + "@example.org", "password", Api.PASSWORD, "displayName", "Its real owner"))
                .post("/api/auth/register")
                .then()
                .statusCode(201);

        for (String unverified : List.of(login, "unverified-" + UUID.randomUUID())) {
            for (String provider : List.of("asked", "telling")) {
                signIn(provider, unverified)
                        .then()
                        .statusCode(403)
                        .contentType("application/problem+json")
                        .body("type", endsWith(":email-not-verified"));
            }
        }
    }

    @Test
    void whoIsKnownAtOneProviderIsNotKnownAtAnother() {
        String login = "vera-" + UUID.randomUUID();
        signIn("asked", login).then().statusCode(200);

        signIn("telling", login).then().statusCode(409).body("type", endsWith(":link-required"));
    }

    @Test
    void anAttemptIsGoodOnceAndForItsProvider() {
        var start = start("asked");
        var back = Browser.signIn(url(start), "vera-" + UUID.randomUUID());
        var request = Map.of("code", back.get("code"), "state", start.getString("state"));

        over(finish("telling", request));
        over(finish("asked", request));
    }

    @Test
    void theStateInTheAddressFinishesNothing() {
        var start = start("asked");
        var back = Browser.signIn(url(start), "vera-" + UUID.randomUUID());

        assertThat(back.get("state")).isNotEqualTo(start.getString("state"));
        over(finish("asked", Map.of("code", back.get("code"), "state", back.get("state"))));
        finish("asked", Map.of("code", back.get("code"), "state", start.getString("state")))
                .then()
                .statusCode(200);
    }

    @Test
    void anAttemptExpires() {
        var start = start("asked");
        var back = Browser.signIn(url(start), "vera-" + UUID.randomUUID());
        sql("update federation_attempt set expires_at = now() - interval '1 second'");

        over(finish("asked", Map.of("code", back.get("code"), "state", start.getString("state"))));
    }

    @Test
    void aCodeOfAnotherAttemptIsRefused() {
        var evesStart = start("asked");
        var eves = Browser.signIn(url(evesStart), "eve-" + UUID.randomUUID());
        var veras = start("asked");

        finish("asked", Map.of("code", eves.get("code"), "state", veras.getString("state")))
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", endsWith(":provider-refused"));
    }

    @Test
    void theAuthorizationRequestHasPkceAndNonce() {
        var asked = Browser.query(url(start("telling")));

        assertThat(asked)
                .containsEntry("response_type", "code")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("scope", "openid email profile")
                .containsEntry("redirect_uri", "http://localhost:8080/sign-in/with/telling");
        assertThat(asked.get("nonce")).hasSize(43);
        assertThat(asked.get("code_challenge")).hasSize(43);
        assertThat(asked.get("state")).hasSize(43);
    }

    @Test
    void aProviderThatIsDownIsNamed() {
        Api.anybody()
                .post("/api/auth/providers/down/start")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .body("type", endsWith(":provider-unavailable"))
                .body("provider", equalTo("down"));
    }

    @Test
    void aProviderThatIsNotConfiguredIsNotThere() {
        Api.anybody().post("/api/auth/providers/nobody/start").then().statusCode(404);
        finish("nobody", Map.of("code", "x", "state", "x")).then().statusCode(404);
    }

    @Test
    void badRequestsAreRefused() {
        for (Map<String, Object> body : List.<Map<String, Object>>of(
                Map.of(),
                Map.of("code", "x"),
                Map.of("code", "", "state", "x"),
                Map.of("code", "x".repeat(5000), "state", "x"),
                Map.of("code", 1, "state", Map.of()))) {
            finish("asked", body).then().statusCode(400).contentType("application/problem+json");
        }
        Api.anybody().body(Map.of()).post("/api/auth/links/mail").then().statusCode(400);
        Api.anybody().body(Map.of()).post("/api/auth/links/confirm").then().statusCode(400);
        Api.anybody()
                .body(Map.of("token", "x"))
                .post("/api/auth/links/confirm")
                .then()
                .statusCode(410);
        Api.anybody().get("/api/me/links").then().statusCode(401);
    }

    @Test
    void noSecretOfASignInIsInALogOrTable() {
        Queue<String> logged = new ConcurrentLinkedQueue<>();
        var listener = listener(logged);
        var root = Logger.getLogger("");
        var ours = Logger.getLogger("io.familygrocer");
        root.addHandler(listener);
        ours.setLevel(Level.ALL);
        try {
            ours.fine("the listener hears");
            var start = start("telling");
            var waiting = start("telling");
            var back = Browser.signIn(url(start), "vera-" + UUID.randomUUID());
            var request = Map.of("code", back.get("code"), "state", start.getString("state"));
            finish("telling", request).then().statusCode(200);
            over(finish("telling", request));
            var nonce = Browser.query(url(waiting)).get("nonce");

            assertThat(logged).anyMatch(line -> line.contains("the listener hears"));
            for (String secret : List.of(
                    back.get("code"), start.getString("state"), OidcProviders.SECRET, nonce, waiting.get("state"))) {
                assertThat(logged).noneMatch(line -> line.contains(secret));
                assertThat(count("select count(*) from federation_attempt t where position('%s' in t::text) > 0"
                                .formatted(secret)))
                        .isZero();
            }
        } finally {
            root.removeHandler(listener);
            ours.setLevel(null);
        }
    }

    private static Handler listener(Queue<String> logged) {
        var wholeEntry = new PatternFormatter("%c %s%e");
        var handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(wholeEntry.format(entry));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.ALL);
        return handler;
    }

    private void sql(String statement) {
        assertThat(pool.query(statement).executeAndAwait().rowCount()).isPositive();
    }

    private long count(String query) {
        return pool.query(query).executeAndAwait().iterator().next().getLong(0);
    }
}
